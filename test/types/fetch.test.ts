// Every usual fetch fits the option, which types a stub.
import { expect, expectTypeOf, it } from "vitest";
import type { ClientOptions, FetchInit } from "../../src/index.ts";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST } from "../support/calls.ts";

interface Usual {
  method?: string;
  redirect?: "error" | "follow" | "manual";
  signal?: AbortSignal | null;
}
interface ResponseOf<Body> {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Body | null;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}

// The types of undici 7, node-fetch 3 and React Native, as far as they matter here: each has classes
// and bodies of its own.
interface UndiciInit extends Usual {
  body?: AsyncIterable<Uint8Array> | NodeJS.ArrayBufferView | URLSearchParams | string | null;
  cache?: "default" | "force-cache" | "no-cache" | "no-store" | "only-if-cached" | "reload";
  dispatcher?: object;
  headers?: string[][] | Record<string, string | readonly string[]>;
}
interface NodeFetchInit extends Usual {
  agent?: object;
  body?: Blob | Buffer | URLSearchParams | NodeJS.ReadableStream | string | null;
  headers?: Record<string, string> | Iterable<readonly [string, string]>;
}
interface ReactNativeInit extends Omit<Usual, "signal"> {
  body?: string | FormData | ArrayBuffer | { uri: string };
  headers?: Record<string, string> | string[][];
  signal?: AbortSignal;
}
type Undici = (
  input: string | URL,
  init?: UndiciInit,
) => Promise<ResponseOf<import("node:stream/web").ReadableStream>>;
type NodeFetch = (
  url: URL | string,
  init?: NodeFetchInit,
) => Promise<ResponseOf<NodeJS.ReadableStream>>;
type ReactNative = (
  input: string,
  init?: ReactNativeInit,
) => Promise<Omit<ResponseOf<never>, "body">>;

type FetchOption = NonNullable<ClientOptions["fetch"]>;

it("takes the fetch of a platform and of a package, and types a stub", async () => {
  // cross-fetch has the platform's own types.
  expectTypeOf<typeof globalThis.fetch>().toExtend<FetchOption>();
  expectTypeOf<Undici>().toExtend<FetchOption>();
  expectTypeOf<NodeFetch>().toExtend<FetchOption>();
  expectTypeOf<ReactNative>().toExtend<FetchOption>();
  expectTypeOf<() => Promise<string>>().not.toExtend<FetchOption>();
  expectTypeOf<(url: string) => Response>().not.toExtend<FetchOption>();
  const { secrets } = createClient({
    apiKey: "an-api-key",
    fetch: async (url, init) => {
      expectTypeOf(url).toEqualTypeOf<string>();
      expectTypeOf(init).toEqualTypeOf<FetchInit>();
      return Response.json(init.method === "GET" && url ? LIST : null);
    },
  });
  expect(await secrets.list(CONNECTOR)).toEqual(LIST);
});
