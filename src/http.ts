// `client.http`: openapi-fetch itself, behind the same credential, time limit, repeats and rules.
import createOpenapiFetch, {
  defaultPathSerializer,
  type Client as OpenapiFetch,
} from "openapi-fetch";
import type { Answer } from "./answer.ts";
import { parseJson } from "./envelope.ts";
import { ConfigurationError, ValidationError, type ValidationIssue } from "./errors/local.ts";
import { unexpectedError } from "./failure.ts";
import { readHeaders } from "./headers.ts";
import { onAbort } from "./on-abort.ts";
import type { Outgoing } from "./outgoing.ts";
import { bytesOf, textOf } from "./read-body.ts";
import { semanticsOf } from "./semantics.ts";
import { send } from "./send.ts";
import { readCallOptions, type Settings } from "./settings.ts";
import { createTask } from "./task.ts";
import type { paths } from "./types.ts";
import { checkPathSegment } from "./validate.ts";

/** An openapi-fetch client, typed by the spec: for what the spec has and no method does. */
export type HttpClient = OpenapiFetch<paths>;

/** The options of openapi-fetch that are looked at here. */
interface Init {
  readonly params?: { readonly path?: Record<string, unknown>; readonly header?: object };
  readonly headers?: object;
  readonly signal?: AbortSignal | null;
  readonly parseAs?: string;
}

export function createHttp(client: Settings): HttpClient {
  const http = createOpenapiFetch<paths>({ baseUrl: client.baseUrl, headers: client.headers });
  const { request } = http;

  async function guarded(method: string, path: string, init: Init = {}) {
    refuseUnsafe(init);
    checkPath(path, init.params?.path);
    // The signal stays with us: a platform's Request would leave listeners on it.
    const { signal, parseAs = "json", ...rest } = init;
    const settings = readCallOptions({ signal: signal ?? undefined }, client);
    const fetch = async (built: Request) => {
      const outgoing = await toOutgoing(built, `${method} ${path}`, settings);
      return send(outgoing, (answer) => relay(answer, parseAs, outgoing));
    };
    signal?.throwIfAborted();
    // A middleware or the caller's own stream may wait for ever, and openapi-fetch loses a falsy
    // reason: the abort is listened for here, too.
    let unlink = () => {};
    const aborted = new Promise<never>((_, reject) => {
      unlink = onAbort(settings.signal, reject);
    });
    // The caller's types are those of the real method; here they are any method's.
    const call = request(method as never, path as never, { ...rest, parseAs, fetch } as never);
    return Promise.race([aborted, call]).finally(unlink);
  }

  const methods = Object.keys(http).filter((name) => name === name.toUpperCase());
  return Object.assign(http, {
    request: (method: string, path: string, init?: Init) =>
      guarded(method.toUpperCase(), path, init),
    ...Object.fromEntries(
      methods.map((method) => [method, (path: string, init?: Init) => guarded(method, path, init)]),
    ),
  });
}

const refused = (what: string) =>
  new ConfigurationError(`client.http takes no ${what}: createClient sets it.`);

/** The credential goes to the base URL alone, and nothing but the client writes it. */
function refuseUnsafe(init: Init): void {
  const given = ["baseUrl", "fetch", "Request", "redirect"].find((name) => name in init);
  if (given) throw refused(given);
  // Before openapi-fetch copies them: the runtime quotes what it refuses.
  for (const headers of [init.headers, init.params?.header]) {
    const entries = headers instanceof Headers ? headers : Object.entries(headers ?? {});
    // An array is several values, null takes a header of the client away.
    readHeaders([...entries].map(([name, value]) => [name, String(value)] as const));
  }
}

/** Checks each segment as it would be sent: an empty array makes an empty one, too. */
function checkPath(path: string, params: Record<string, unknown> = {}): void {
  const issues: ValidationIssue[] = [];
  for (const [template, name = ""] of path.matchAll(/\{[.;]?([^{}]+?)\*?\}/g)) {
    const segment = defaultPathSerializer(template, params);
    // openapi-fetch leaves the template of a parameter that is missing.
    checkPathSegment(name, segment === template ? "" : segment, issues);
  }
  if (issues.length > 0) throw new ValidationError(path, issues);
}

/** A middleware may have rewritten any of it. */
async function toOutgoing(
  built: Request,
  operation: string,
  settings: Settings,
): Promise<Outgoing> {
  const { method, url, headers } = built;
  if (!url.startsWith(`${settings.baseUrl}/`)) throw refused("other server");
  if (headers.has("authorization")) throw refused("authorization header");
  const body = new Uint8Array(await built.arrayBuffer());
  const text = new TextDecoder().decode(body);
  return {
    operation,
    semantics: semanticsOf(method),
    method,
    url,
    headers: Object.fromEntries(headers),
    body: body.length > 0 ? body : null,
    settings,
    // What may be secret in a body: its strings, or all of it where it is no JSON.
    task: createTask([parseJson(text) ?? text]),
  };
}

/** What openapi-fetch goes on with: a response that is read already, and keeps the contract. */
function relay(answer: Answer, parseAs: string, request: Outgoing): Response {
  const { response, status, isRedirect, ok, body } = answer;
  const isEmpty = request.method === "HEAD" || status === 204 || status === 205;
  const isReadable =
    isEmpty || (body.complete && (parseAs !== "json" || parseJson(textOf(body)) !== undefined));
  // The platform's Response takes no status beyond 599.
  if (isRedirect || status > 599 || (ok && !isReadable)) {
    throw unexpectedError(answer, request);
  }
  const { statusText, headers, url } = response;
  const copy = new Response(isEmpty ? null : bytesOf(body), { status, statusText, headers });
  return Object.defineProperty(copy, "url", { value: url });
}
