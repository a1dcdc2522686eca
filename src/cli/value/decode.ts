import { UsageError } from "../failures.ts";
import { findTrace } from "./encoding-trace.ts";

const SAVE = "Save it as UTF-8, without a byte order mark.";

/** Text of UTF-8, exactly: what is no UTF-8 is refused, it would be stored as something else. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError("The input is not UTF-8.", "Nothing was stored.", SAVE);
  }
}

/** A value from outside. An encoding's traces in it are refused; `verbatim` keeps a mark. */
export function decodeValue(bytes: Uint8Array, verbatim: boolean): string {
  const text = decodeUtf8(bytes);
  const trace = findTrace(text, verbatim);
  if (trace) throw new UsageError(`The input ${trace}`, "Nothing was stored.", SAVE);
  return text;
}
