import { createHash } from "node:crypto";
import { filterForm, legend } from "./html/filter";
import { Markup, markup } from "./html/markup";
import { script } from "./html/script";
import { stackSection, tallyText, worst } from "./html/stack";
import { styles } from "./html/styles";
import { isUnchanged, type Review, type StackReview } from "./model";

/** A review as one HTML file that needs nothing else: the same review gives the same bytes. */
export const htmlReport = (review: Review): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Review: ${review.base} to ${review.head}</title>
<style>${new Markup(styles)}</style>
</head>
<body>
<header>
<h1>Review: <code>${review.base}</code> to <code>${review.head}</code></h1>
<nav aria-label="Stacks">
<ul>
${review.stacks.map(stackLink)}
</ul>
</nav>
${legend()}
</header>
${filterForm(review)}
<main>
${review.stacks.map(stackSection)}
</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;

const hashed = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Were anything of a review ever to pass as markup, the browser would still load and run nothing but our own. */
const contentPolicy = [
  "default-src 'none'",
  `script-src ${hashed(script)}`,
  `style-src ${hashed(styles)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function stackLink(review: StackReview, number: number): Markup {
  const { stack, state, tally } = review;
  const danger = worst(review);
  const told = state === "unreadable" ? "not compared" : isUnchanged(review) ? "no change" : tallyText(tally);
  return markup`<li data-stack="${stack}"><a href="#stack-${number}">${stack}</a> ${told}${danger ? `; at worst: ${danger}` : ""}</li>`;
}
