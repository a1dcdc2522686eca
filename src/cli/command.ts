// A command: what its help says, what it needs, and what it does. By hand or made of an operation of
// the spec, all commands have this form.
import type { Client } from "../index.ts";
import type { ExitCode } from "./command-error.ts";
import type { Wording } from "./errors.ts";
import type { Flag, Flags, Values } from "./flags.ts";
import type { Report } from "./output/report.ts";

/** The connector that a command works with: the beginning of nearly every path of the API. */
export interface Connector {
  readonly team_id: number | bigint;
  readonly connector_identifier: string;
}

/** A parameter of the path that a flag, a variable or a file of the folder can set. */
export type PathName = keyof Connector;

export interface Argument {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  /** The parameter of the path that it sets, in place of flag, variable and file. */
  readonly fills?: PathName;
  /** Such as -5, which is then no flag. */
  readonly isNumber?: boolean;
}

/** @template Path the parameters of its path that the settings provide */
export interface Command<Path extends Partial<Connector> = Connector> extends Wording {
  readonly resource: string;
  readonly verb: string;
  readonly summary: string;
  /** Default: both. A command has the flags of these alone, and ignores the variables of others. */
  readonly path?: readonly PathName[];
  readonly argument?: Argument;
  readonly flags?: readonly Flag[];
  /** Paragraphs for its own help page. */
  readonly details?: readonly string[];
  /** What follows resource and verb. */
  readonly examples: readonly string[];
  /** The exit code of what is 1 for other commands. */
  readonly failed?: ExitCode;
  /** Resolves with the exit code, if that can be another one than 0. */
  run(context: Context<Path>, argument: string | undefined): Promise<ExitCode> | Promise<void>;
}

/** A command of any path: a list of commands has some of each. */
export type AnyCommand = Command<never>;

/** What a command works with. */
export interface Context<Path extends Partial<Connector> = Connector> {
  readonly connector: Path;
  readonly client: Client;
  readonly report: Report;
  readonly flags: Flags;
  /** The same flags as they were typed, for a command whose flags come from the spec. */
  readonly values: Values;
  /** Aborts on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  readonly wording: Wording;
  /** Shows what it is doing, after some silence or immediately. */
  showStatus(text: string, options?: { isImmediate?: boolean }): void;
  /** Runs one write. @param hint is shown if the write may have been applied, in place of an error */
  runWrite<T>(hint: string, write: () => PromiseLike<T>): Promise<T>;
  /** Refuses what the client would refuse before a request leaves. @param later is not known yet */
  validateOnly(call: (client: Client) => PromiseLike<unknown>, later?: string): Promise<void>;
}

/** How a command is typed. */
export const titleOf = ({ resource, verb }: Pick<Command, "resource" | "verb">) =>
  `${resource} ${verb}`;

/** Such as `<file>`, or `[file]` if it may be left out. */
export const shownArgument = ({ name, required }: Argument) =>
  required ? `<${name}>` : `[${name}]`;

export const pathOf = ({ path = ["team_id", "connector_identifier"] }: Pick<Command, "path">) =>
  path;
