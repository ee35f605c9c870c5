import { readFileSync } from "node:fs";
import { request as plain } from "node:http";
import { request as secure } from "node:https";

/** A request that is made within the node's network. */
export interface Request {
  /** Addresses in it are those of Services and pods: names are known to pods only. */
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** PEM; `servername` is whom the certificate must name. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string; readonly servername: string };
}

export interface Response {
  /** 0 where there was no answer: `body` then says why. */
  readonly status: number;
  readonly body: string;
}

/** Milliseconds within which an answer must come. */
const patience = 5_000;

/** Makes one request. Never throws. */
export const ask = ({ url, method = "GET", headers = {}, body, tls }: Request): Promise<Response> =>
  new Promise((resolve) => {
    const failed = (error: Error) => resolve({ status: 0, body: error.message });
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      method,
      timeout: patience,
      headers: { ...headers, ...(text === undefined ? {} : { "content-type": "application/json" }) },
      ...tls,
    };
    const call = (url.startsWith("https:") ? secure : plain)(url, options, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (answer += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: answer }));
      response.on("error", failed);
    });
    call.on("timeout", () => call.destroy(new Error(`no answer in ${patience} ms`)));
    call.on("error", failed);
    call.end(text);
  });

/** As a program: requests in as a JSON list on standard input, made one after the other; responses out as JSON. */
if (require.main === module) {
  void (async () => {
    const responses: Response[] = [];
    for (const one of JSON.parse(readFileSync(0, "utf8")) as Request[]) responses.push(await ask(one));
    console.log(JSON.stringify(responses));
  })();
}
