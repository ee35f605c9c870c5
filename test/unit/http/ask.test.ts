import { ask, failureWords, NoAnswer, type Question } from "../../../http";
import { proxyTo, service, type StandIn } from "./stand-ins";

const standIns: StandIn[] = [];
const kept = <T extends StandIn>(standIn: T): T => (standIns.push(standIn), standIn);

// A proxy that this machine may need is not asked for stand-ins.
beforeEach(() => vi.stubEnv("no_proxy", "127.0.0.1"));
afterEach(async () => {
  await Promise.all(standIns.splice(0).map((standIn) => standIn.stop()));
});

/** A service that tells what it was asked. */
const echo = () =>
  service(({ method, url, headers: { host, "x-word": word } }, response) =>
    response.writeHead(418, { "x-teapot": "yes" }).end(JSON.stringify({ method, url, host, word })),
  ).then(kept);

const question = (url: string, more: Partial<Question> = {}): Question => ({
  method: "GET",
  url,
  headers: { "x-word": "please" },
  seconds: 20,
  ...more,
});

test("an answer is told whole, whatever its status", async () => {
  const { host } = await echo();
  const url = `http://${host}/a?b=c`;
  const { headers, body, ...rest } = await ask(question(url));
  expect(rest).toEqual({ asked: `GET ${url}`, url, status: 418 });
  expect(headers.get("x-teapot")).toBe("yes");
  expect(JSON.parse(body.toString())).toEqual({ method: "GET", url: "/a?b=c", host, word: "please" });
});

test.each([
  ["follow", 200, ["/", "/elsewhere"]],
  ["manual", 302, ["/"]],
] as const)("another address in the place of an answer: %s", async (redirect, status, paths) => {
  const asked: (string | undefined)[] = [];
  const { host } = kept(
    await service(({ url }, response) => {
      asked.push(url);
      response.writeHead(url === "/" ? 302 : 200, { location: "/elsewhere" }).end();
    }),
  );
  expect((await ask(question(`http://${host}/`, { redirect }))).status).toBe(status);
  expect(asked).toEqual(paths);
});

test("nothing listens there", async () => {
  const { host } = await echo();
  await standIns.pop()?.stop();
  await expect(ask(question(`http://${host}/`))).rejects.toEqual(
    new NoAnswer(`nothing (connect ECONNREFUSED ${host})`),
  );
});

test.each([
  ["no answer", () => {}],
  ["the beginning of one", (_: unknown, response: { write(text: string): unknown }) => void response.write("a")],
] as const)("%s in time", async (_, answer) => {
  const { host } = kept(await service(answer));
  await expect(ask(question(`http://${host}/`, { seconds: 0.2 }))).rejects.toEqual(
    new NoAnswer("nothing within 0.2 s"),
  );
});

test.each([
  // Where a host has several addresses, all of them refused.
  [Object.assign(new TypeError("fetch failed"), { cause: { message: "", code: "ECONNREFUSED" } }), "ECONNREFUSED"],
  [new TypeError("fetch failed"), "TypeError: fetch failed"],
])("a failure of fetch is told as far as it tells: %#", (error, why) => {
  expect(failureWords(error, 20)).toBe(`nothing (${why})`);
});

/** The door as a process has it that is started with these variables and none else about proxies. */
async function doorWith(variables: Record<string, string>): Promise<typeof ask> {
  for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import("../../../http")).ask;
}

test.each(["HTTP_PROXY", "http_proxy"])("goes through the proxy that %s names", async (variable) => {
  const { host } = await echo();
  const proxy = kept(await proxyTo(host));
  const through = await doorWith({ [variable]: `http://${proxy.host}` });
  const { body } = await through(question("http://service.example/a"));
  expect(JSON.parse(body.toString())).toEqual({ method: "GET", url: "/a", host: "service.example", word: "please" });
  expect(proxy.asked).toEqual(["service.example:80"]);
});

test("HTTPS_PROXY is for https", async () => {
  const { host } = await echo();
  const proxy = kept(await proxyTo(host));
  const through = await doorWith({ HTTPS_PROXY: `http://${proxy.host}` });
  await expect(through(question("https://service.example/a"))).rejects.toThrow("nothing (");
  expect(proxy.asked).toEqual(["service.example:443"]);
  expect((await through(question(`http://${host}/`))).status).toBe(418);
  expect(proxy.asked).toHaveLength(1);
});

test("what NO_PROXY names is asked without one", async () => {
  const { host } = await echo();
  const proxy = kept(await proxyTo(host));
  const past = await doorWith({ HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: "127.0.0.1,localhost" });
  expect((await past(question(`http://${host}/`))).status).toBe(418);
  expect(proxy.asked).toEqual([]);
});
