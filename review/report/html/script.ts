/**
 * The report's own script: the filter, kept in the address ("#stack=dev&danger=outage") so that it can be passed on.
 * It reads names from attributes only and writes nothing but text and `hidden`. Nothing of a review is ever part of it.
 */
export const script = `"use strict";
(() => {
  const form = document.getElementById("filter");
  const names = ["stack", "kind", "danger"];
  const select = (name) => form.elements.namedItem(name);
  const filterable = [...document.querySelectorAll("[data-stack], [data-kind]")];
  const visible = (element) => !element.closest("[hidden]");

  // An element answers only for what it tells of itself: a stack has no kind.
  const matches = (element, chosen) =>
    names.every((name) => !chosen[name] || !(name in element.dataset) || element.dataset[name] === chosen[name]);

  function show() {
    const chosen = Object.fromEntries(names.map((name) => [name, select(name).value]));
    for (const element of filterable) element.hidden = !matches(element, chosen);
    const narrowed = Boolean(chosen.kind || chosen.danger);
    for (const more of document.querySelectorAll("details.more")) {
      more.hidden = !more.querySelector("li:not([hidden])");
      more.open = narrowed;
    }
    for (const note of document.querySelectorAll(".empty")) {
      note.hidden = Boolean(note.parentElement.querySelector(".object:not([hidden]), li:not([hidden])"));
    }
    const objects = [...document.querySelectorAll(".object")];
    const count = objects.filter(visible).length;
    document.getElementById("shown").textContent = count + " of " + objects.length + " changed objects shown";
  }

  function readAddress() {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const options = [...select(name).options].map((option) => option.value);
      const value = wanted.get(name) ?? "";
      select(name).value = options.includes(value) ? value : "";
    }
    show();
  }

  function writeAddress() {
    const chosen = names.filter((name) => select(name).value).map((name) => [name, select(name).value]);
    history.replaceState(null, "", "#" + new URLSearchParams(chosen));
    show();
  }

  form.addEventListener("change", writeAddress);
  // The event comes before the selects are back at their first option.
  form.addEventListener("reset", () => setTimeout(writeAddress));
  form.addEventListener("submit", (event) => event.preventDefault());
  // An address without "=" leads to a stack and says nothing of filters.
  addEventListener("hashchange", () => {
    if (location.hash.includes("=")) readAddress();
  });
  form.hidden = false;
  readAddress();
})();
`;
