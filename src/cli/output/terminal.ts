// What the two streams and the environment allow.
import type { WriteStream } from "node:tty";

export interface Look {
  /** Colours may be used. */
  readonly colour: boolean;
  /** Nothing but ASCII may be used. */
  readonly ascii: boolean;
  /** Columns of the window; `undefined` where there is none. */
  readonly columns: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<WriteStream, "isTTY" | "columns">;

export function lookOf(stream: Stream, environment: Environment): Look {
  const { isTTY, columns } = stream;
  // https://no-color.org: any value but an empty one.
  const colour = isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  return { colour, ascii: isAscii(environment), columns: isTTY && columns ? columns : undefined };
}

/** A locale that says nothing is taken for UTF-8: containers set none, and are. */
export function isAscii({ LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}
