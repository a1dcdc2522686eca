import { checkSecretName } from "./check-params.ts";
import { UsageError } from "./failures.ts";

/** `NAME=value` would store the value where everyone can read it: in the name. */
export function checkName(name: string | undefined): string {
  if (name === undefined || name.trim() === "") throw new UsageError("The name is empty.");
  // What the runtime puts in place of bytes that are no UTF-8.
  if (name.includes("\uFFFD")) throw new UsageError("The name is not UTF-8.");
  if (!name.includes("=")) {
    checkSecretName(name);
    return name;
  }
  throw new UsageError(
    "The name contains a =. Values are never arguments.",
    "Give the name alone; type the value at the prompt, pipe it, or use --from-env.",
    "If a secret followed the =, other processes and the shell's history may have it.",
  );
}
