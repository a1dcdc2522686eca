// Turns the body of a request into what is sent.
import { writeJson } from "../json.mjs";
import type { Operation } from "../schema/operation.ts";

/** A body as it is sent: a plain one, for any implementation of `fetch`. */
export interface EncodedBody {
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** Encodes a body that is no multipart one. */
export function encodeBody({ encoding }: Pick<Operation, "encoding">, values: object): EncodedBody {
  return encoding === "form"
    ? { content: toForm(values), type: FORM_TYPE }
    : { content: writeJson(values), type: "application/json" };
}

/** The members of a form. A list repeats its name; an object in it is written as JSON. */
function entriesOf(values: object): [name: string, value: string | Blob][] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((item): [string, string | Blob] => {
      if (item instanceof Blob) return [name, item];
      return [name, typeof item === "object" ? writeJson(item) : String(item)];
    }),
  );
}

export function toForm(values: object): string {
  return new URLSearchParams(entriesOf(values) as [string, string][]).toString();
}

export function toFormData(values: object): FormData {
  const form = new FormData();
  for (const [name, value] of entriesOf(values)) form.append(name, value);
  return form;
}

export const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * A multipart body becomes bytes once: each attempt sends the same boundary, and another
 * implementation of `fetch` would not know this platform's FormData.
 */
export async function toMultipart(values: object): Promise<EncodedBody> {
  const encoded = new Response(toFormData(values));
  const content = new Uint8Array(await encoded.arrayBuffer());
  return { content, type: encoded.headers.get("content-type") ?? "" };
}
