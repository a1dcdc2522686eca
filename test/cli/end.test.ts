// The command ends when it has reported, whatever is still being connected to.
import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, type TestContext } from "vitest";
import { runCli } from "../support/cli.ts";

/** Far less than what a connection that nobody waits for takes to give up, which is 10 s or more. */
const SOON = 6_000;

async function listen(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  onSocket: (socket: Socket) => void,
): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function timed(...args: Parameters<typeof runCli>) {
  const started = performance.now();
  const ran = await runCli(...args);
  return { ...ran, duration: performance.now() - started };
}

const FLAGS = "--timeout 500 --max-retries 0";

describe("a server", () => {
  it.concurrent("that is silent in the TLS handshake", async (test) => {
    const port = await listen(test, () => {});
    const ran = await timed(`https://127.0.0.1:${port}`, `secrets list ${FLAGS}`);
    expect(ran.code).toBe(69);
    expect(ran.stderr).toContain("timed out after 500 ms");
    expect(ran.duration).toBeLessThan(SOON);
  });

  it.concurrent("that closes every connection", async (test) => {
    let connections = 0;
    const port = await listen(test, (socket) => {
      connections++;
      socket.destroy();
    });
    const ran = await timed(`https://127.0.0.1:${port}`, "secrets list --max-retries 0");
    expect(ran.code).toBe(69);
    expect(ran.duration).toBeLessThan(SOON);
    expect(connections).toBeLessThan(10);
  });
});

// Node 24 and later.
const KNOWS_PROXIES = process.allowedNodeEnvironmentFlags.has("--use-env-proxy");
if (!KNOWS_PROXIES) console.warn("Not checked: this Node reads no proxy from the environment.");

describe.skipIf(!KNOWS_PROXIES)("a proxy", () => {
  const through = (port: number) => ({
    env: { NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: `http://127.0.0.1:${port}` },
  });

  it.concurrent.for<[name: string, onConnect: (socket: Socket) => void, words: string[]]>([
    // Node 24 waits for another, Node 26 reports it.
    [
      "that closes on CONNECT",
      (socket) => socket.destroy(),
      ["HTTPS_PROXY", "Nothing was changed."],
    ],
    ["that is silent", () => {}, ["timed out after 500 ms", "HTTPS_PROXY"]],
    [
      "that wants credentials",
      (socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
      ["407", "HTTPS_PROXY", "credentials", "Nothing was changed."],
    ],
    [
      "that forbids the host",
      (socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"),
      ["403", "HTTPS_PROXY", "forbid this host", "Nothing was changed."],
    ],
  ])("%s", async ([_, onConnect, words], test) => {
    const port = await listen(test, (socket) => socket.once("data", () => onConnect(socket)));
    const flags = /^40[37]$/.test(words[0] ?? "") ? "--max-retries 0" : FLAGS;
    const ran = await timed("https://secrets.invalid", `secrets set name ${flags}`, {
      ...through(port),
      stdin: "v",
    });
    expect(ran.code).toBe(69);
    expect(ran.duration).toBeLessThan(SOON);
    for (const word of words) expect(ran.stderr).toContain(word);
    expect(ran.stderr).not.toContain("when NODE_USE_ENV_PROXY=1 is set");
  });
});
