import { OPERATION_COMMANDS } from "../../../generated/commands.ts";
import type { LogEntry } from "../../index.ts";
import type { Command } from "../command.ts";
import { EXIT, Interrupted } from "../command-error.ts";
import { flag } from "../flags.ts";
import { readScalar } from "../operation/parameter.ts";
import { project } from "../operation/result.ts";
import { escapeText, type Look, paint } from "../output/look.ts";

export const follow: Command = {
  resource: "logs",
  verb: "follow",
  summary: "Print log entries as they come, oldest first.",
  flags: [
    flag("--limit <integer>", "how many entries of before, from 0 to 1000 (default: 10)"),
    flag("--interval <integer>", "milliseconds between requests, 1000 to 60000 (default: 2000)"),
  ],
  details: [
    "On a terminal, prints a line for each entry: time, status, duration, event, request and id. Piped, or with --output json, a JSON object on each line.",
    "Runs until Ctrl-C, with the exit code 130, or until nobody reads its output any more. Retries failed requests as every command does; what remains ends it.",
  ],
  scopes: "cb_logs_read",
  examples: ["", "--limit 100 --interval 5000", "--output json | grep refresh"],
  async run({ client, connector, report, validateOnly, signal, flags }) {
    const read = (name: "limit" | "interval") => {
      const text = flags[name];
      return text === undefined ? {} : { [name]: readScalar("integer", text, `--${name}`) };
    };
    const params = { ...connector, ...read("limit"), ...read("interval") };
    await validateOnly(({ logs }) => logs.follow(params)[Symbol.asyncIterator]().next());
    try {
      for await (const entry of client.logs.follow(params, { signal })) {
        const data = project(entry, ENTRY);
        if (!(await report.data(data, (look) => lineOf(data, look), { indent: 0 }))) break;
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      return error.exitCode;
    }
    return EXIT.done;
  },
};

const ENTRY = OPERATION_COMMANDS.find(({ call }) => call.join(".") === "logs.get")?.result ?? {};

function lineOf(entry: LogEntry, look: Look): string {
  const { log_time, status, duration_ms, event, request, id } = entry;
  const duration = typeof duration_ms === "number" ? `${duration_ms} ms` : undefined;
  const cells = [log_time, status, duration, event, request, id].map((cell) =>
    escapeText(String(cell ?? "-"), look),
  );
  const line = `${cells.join("  ")}\n`;
  return typeof status === "number" && status >= 400 ? paint(line, "red", look) : line;
}
