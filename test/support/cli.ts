// Runs the built command as a process.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
if (!existsSync(CLI)) throw new Error("dist/cli.js is missing: run `npm run build` first.");

/** No run may show them on either stream. */
export const KEY = "key_hunted-for-9d2f6b";
export const VALUE = "value_hunted-for-51c8e0";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Without it, standard input is empty, as `< /dev/null`. `"open"` is a pipe that never ends. */
  readonly stdin?: string | Uint8Array | "open" | undefined;
  /** Over the usual environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd?: string | undefined;
  /** Another build of the command. */
  readonly cli?: string | undefined;
  /** Called with the process while it runs. */
  readonly during?: ((child: ReturnType<typeof spawn>) => void) | undefined;
  /** Called with what standard error has shown so far. */
  readonly onStderr?: ((text: string, child: ReturnType<typeof spawn>) => void) | undefined;
}

/** The environment of a run: nothing of this process but what Node needs. */
export function environment(baseUrl: string, changes: RunOptions["env"] = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    SUPERMETRICS_API_KEY: KEY,
    SUPERMETRICS_TEAM_ID: "936506",
    SUPERMETRICS_CONNECTOR_IDENTIFIER: "T3S70",
    SUPERMETRICS_BASE_URL: baseUrl,
    ...changes,
  };
}

/**
 * @param args as a text, they are split at each space
 * @throws if a stream shows the key or a value
 */
export async function runCli(
  baseUrl: string,
  args: string | readonly string[],
  { stdin, env, cwd, cli = CLI, during, onStderr }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...wordsOf(args)], {
    cwd,
    env: environment(baseUrl, env),
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  if (stdin !== undefined && stdin !== "open") {
    // The command may refuse before it has read everything.
    child.stdin?.on("error", () => {}).end(stdin);
  }
  during?.(child);
  const [stdout, stderr, code] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr, (text) => onStderr?.(text, child)),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  for (const hunted of [KEY, VALUE]) {
    if ((stdout + stderr).includes(hunted)) throw new Error(`A stream shows ${hunted}.`);
  }
  return { code, stdout, stderr };
}

export const wordsOf = (args: string | readonly string[]): readonly string[] =>
  typeof args === "string" ? args.split(" ") : args;

async function collect(
  stream: NodeJS.ReadableStream | null,
  onText: (text: string) => void = () => {},
): Promise<string> {
  let text = "";
  for await (const chunk of stream?.setEncoding("utf8") ?? []) {
    text += chunk;
    onText(text);
  }
  return text;
}
