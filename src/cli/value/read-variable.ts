import { UsageError } from "../failures.ts";
import { findTrace } from "./encoding-trace.ts";

/** The name is not quoted: somebody may have given the value in its place (`--from-env $KEY`). */
export function readVariable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  verbatim: boolean,
): string {
  // Not what every object inherits, such as `constructor`.
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  if (value === undefined) {
    throw new UsageError(
      "The environment variable that --from-env names is not set.",
      "Give its name without the $, and export it.",
    );
  }
  // What the runtime puts in place of bytes that are no UTF-8.
  if (value.includes("\uFFFD")) {
    throw new UsageError(
      "The environment variable that --from-env names is not UTF-8.",
      "Nothing was stored.",
    );
  }
  const trace = findTrace(value, verbatim);
  if (trace) {
    throw new UsageError(
      `The environment variable that --from-env names ${trace}`,
      "Nothing was stored.",
    );
  }
  return value;
}
