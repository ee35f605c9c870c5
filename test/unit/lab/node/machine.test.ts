import { lack } from "../../../../lab/node/machine";

const platform = Object.getOwnPropertyDescriptor(process, "platform") as PropertyDescriptor;
const on = (value: string) => Object.defineProperty(process, "platform", { ...platform, value });

afterEach(() => {
  Object.defineProperty(process, "platform", platform);
  vi.restoreAllMocks();
});

test("a real node needs Linux", () => {
  on("darwin");
  expect(lack()).toBe(
    "A real node needs Linux, and this is darwin. Start the lab without one: npm run lab -- start --node fake",
  );
});

test("a real node needs root", () => {
  on("linux");
  vi.spyOn(process, "getuid").mockReturnValue(1000);
  expect(lack()).toBe(
    "A real node needs root, for its namespaces and cgroups, and this is user 1000. Start the lab without one: npm run lab -- start --node fake",
  );
});

test("a real node needs programs that every Linux has", () => {
  on("linux");
  vi.spyOn(process, "getuid").mockReturnValue(0);
  const { PATH } = process.env;
  process.env.PATH = "/nowhere";
  try {
    expect(lack()).toBe("A real node needs unshare, nsenter, setpriv, mount on PATH. Install util-linux.");
  } finally {
    process.env.PATH = PATH;
  }
});
