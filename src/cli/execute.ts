// Runs one command: settings first, so that nobody is asked for a value that cannot be sent.
import { listenForInterrupts } from "./interrupt.ts";
import { announceRepeat, logAttempt } from "./output/attempts.ts";
import { createReport } from "./output/report.ts";
import type { Execute } from "./program.ts";
import { readSettings } from "./settings.ts";

export const execute: Execute = async (command, flags, argument) => {
  const report = createReport(flags.output);
  const settings = readSettings(flags, process.env);
  const { signal } = listenForInterrupts();
  // Neither the client nor what needs it is loaded before.
  const [{ createClient }, { COMMANDS }, { checkConnector }] = await Promise.all([
    import("../index.ts"),
    import("./commands/all.ts"),
    import("./check-params.ts"),
  ]);
  checkConnector(settings.connector);
  const loggers = [announceRepeat(report), ...(flags.verbose ? [logAttempt(report)] : [])];
  const client = createClient({
    ...settings.client,
    logger: (event) => {
      for (const log of loggers) log(event);
    },
  });
  await COMMANDS[command](
    { connector: settings.connector, client, report, flags, signal },
    argument,
  );
};
