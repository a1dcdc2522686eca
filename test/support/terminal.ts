// Runs the built command at a pseudo-terminal.
import type { IPty } from "@lydell/node-pty";
import { CLI, environment, type RunOptions, wordsOf } from "./cli.ts";

const pty = await import("@lydell/node-pty").catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.warn(`No pseudo-terminal can be had here: ${reason}`);
  return undefined;
});

/** Whether tests at a terminal can run; where not, the reason has been printed. */
export const hasTerminal = pty !== undefined;

export interface Session {
  /** Everything that was shown so far. */
  shown(): string;
  waitFor(text: string | RegExp): Promise<void>;
  type(keys: string | Buffer): void;
  kill(signal: string): void;
  /** Closes the window. */
  close(): void;
  /** The exit code. */
  readonly ended: Promise<number>;
}

export interface SessionOptions extends Pick<RunOptions, "env"> {
  readonly columns?: number;
  /** Run this shell command, with the command line as `"$@"`. */
  readonly shell?: string;
}

export function openTerminal(
  baseUrl: string,
  args: string | readonly string[],
  { env, columns = 80, shell }: SessionOptions = {},
): Session {
  if (!pty) throw new Error("There is no pseudo-terminal.");
  const command = [process.execPath, CLI, ...wordsOf(args)];
  const [file = "", ...rest] = shell ? ["sh", "-c", shell, "sh", ...command] : command;
  const terminal: IPty = pty.spawn(file, rest, {
    cols: columns,
    rows: 24,
    env: { TERM: "xterm-256color", LANG: "C.UTF-8", ...defined(environment(baseUrl, env)) },
  });
  let shown = "";
  const waiting = new Set<() => void>();
  terminal.onData((data) => {
    shown += data;
    for (const look of waiting) look();
  });
  const ended = new Promise<number>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  return {
    shown: () => shown,
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof text === "string" ? !shown.includes(text) : !text.test(shown)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => {
          look();
          reject(new Error(`It ended without ${text}:\n${shown}`));
        });
      }),
    // It takes bytes as well; its type does not say so.
    type: (keys) => terminal.write(keys as string),
    kill: (signal) => terminal.kill(signal),
    // Nor of this.
    close: () => (terminal as IPty & { destroy(): void }).destroy(),
    ended,
  };
}

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]));
