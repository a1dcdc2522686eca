// Runs one command: settings first, so that nobody is asked for a value that cannot be sent.
import type { ClientOptions, ValidationError } from "../index.ts";
import type { AnyCommand, Context } from "./command.ts";
import { CommandError, EXIT, Interrupted, SilentExit, UsageError } from "./command-error.ts";
import { listenForInterrupts } from "./end.ts";
import { explain, issuesInWords, type Wording } from "./errors.ts";
import { toFlags } from "./flags.ts";
import type { Report } from "./output/report.ts";
import type { Parsed } from "./parse.ts";
import { readSettings } from "./settings.ts";
import { watchTraffic } from "./traffic.ts";

export async function execute(
  { command, argument, values }: Extract<Parsed, { command: AnyCommand }>,
  report: Report,
): Promise<void> {
  const flags = toFlags(values);
  report.format = flags.output;
  report.quiet = flags.quiet ?? false;
  const settings = readSettings({ command, argument, values, flags }, process.env, report);
  const wording: Wording = { ...command, names: settings.names };
  const signal = listenForInterrupts();
  const traffic = watchTraffic(report, flags.verbose);
  // The client is not loaded before it is needed: help and wrong usage do without it.
  const [{ createClient }, { writeJson }] = await Promise.all([
    import("../index.ts"),
    import("../json.mjs"),
  ]);
  report.writeJson = writeJson;
  const connect = (options: ClientOptions) => createClient({ ...settings.client, ...options });
  let hint: string | undefined;
  const rehearse: Context["rehearse"] = async (call, later) => {
    try {
      await call(connect({ maxRetries: 0, fetch: () => Promise.reject(new Error("Rehearsed")) }));
    } catch (error) {
      if (!(error instanceof Error && error.name === "ValidationError")) return;
      const issues = (error as ValidationError).issues.filter(({ path }) => path !== later);
      if (issues.length > 0) throw new UsageError(issuesInWords(issues, wording));
    }
  };
  try {
    // The proxy check runs only without a custom fetch, so create one client without it first.
    createClient(settings.client);
    const { connector_identifier } = settings.path;
    const { team_id = 1 } = settings.path;
    await rehearse(({ connectors, secrets }) =>
      connector_identifier === undefined
        ? connectors.list({ team_id })
        : secrets.list({ team_id, connector_identifier }),
    );
    // A command gets the parameters that it names in its `path`: by hand, all of them.
    const connector = settings.path as never;
    const client = connect(traffic.options);
    const { doing } = traffic;
    await command.run(
      {
        ...{ connector, client, report, flags, values, signal, wording, doing, rehearse },
        async writing(given, write) {
          hint = given;
          return await write();
        },
      },
      argument,
    );
  } catch (error) {
    if (error instanceof SilentExit) throw error;
    const failure =
      error instanceof Interrupted && hint !== undefined && traffic.mayHaveWritten
        ? new Interrupted(error.signal, hint)
        : explain(error, wording, hint, traffic.mayHaveWritten);
    const { failed } = command;
    if (failed === undefined || failure.exitCode !== EXIT.failed) throw failure;
    throw new CommandError(failed, failure.message, failure.hints);
  }
}
