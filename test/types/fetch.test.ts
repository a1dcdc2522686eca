// Every usual fetch fits the option, which types a stub.
import { expect, expectTypeOf, it } from "vitest";
import type { ClientOptions, FetchInit } from "../../src/index.ts";
import { createClient } from "../../src/index.ts";
import { CONNECTOR, LIST } from "../support/calls.ts";

/** The types of undici 7, as far as they matter here: its own classes, and streams of Node. */
declare namespace Undici {
  class Headers {
    get(name: string): string | null;
    [Symbol.iterator](): IterableIterator<[string, string]>;
  }
  class Request {
    readonly url: string;
    readonly headers: Headers;
    readonly duplex: "half";
  }
  class Response {
    readonly status: number;
    readonly ok: boolean;
    readonly headers: Headers;
    readonly body: import("node:stream/web").ReadableStream | null;
    arrayBuffer(): Promise<ArrayBuffer>;
    text(): Promise<string>;
  }
  interface RequestInit {
    body?: AsyncIterable<Uint8Array> | NodeJS.ArrayBufferView | URLSearchParams | string | null;
    cache?: "default" | "force-cache" | "no-cache" | "no-store" | "only-if-cached" | "reload";
    dispatcher?: object;
    headers?: string[][] | Record<string, string | readonly string[]> | Headers;
    method?: string;
    redirect?: "error" | "follow" | "manual";
    signal?: AbortSignal | null;
  }
  function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/** Those of node-fetch 3. */
declare namespace NodeFetch {
  class Headers {
    get(name: string): string | null;
    raw(): Record<string, string[]>;
  }
  class Response {
    readonly status: number;
    readonly headers: Headers;
    readonly body: NodeJS.ReadableStream | null;
    arrayBuffer(): Promise<ArrayBuffer>;
    text(): Promise<string>;
  }
  interface RequestInit {
    agent?: object;
    body?: Blob | Buffer | URLSearchParams | NodeJS.ReadableStream | string | null;
    headers?: Headers | Record<string, string> | Iterable<readonly [string, string]>;
    method?: string;
    redirect?: "error" | "follow" | "manual";
    signal?: AbortSignal | null;
  }
  function fetch(url: URL | string, init?: RequestInit): Promise<Response>;
}

/** Those of React Native: no streams, and a body of its own. */
declare namespace ReactNative {
  interface Headers {
    get(name: string): string | null;
  }
  interface Response {
    readonly status: number;
    readonly headers: Headers;
    arrayBuffer(): Promise<ArrayBuffer>;
    text(): Promise<string>;
  }
  interface RequestInit {
    body?: string | FormData | ArrayBuffer | { uri: string };
    headers?: Record<string, string> | string[][];
    method?: string;
    redirect?: "error" | "follow" | "manual";
    signal?: AbortSignal;
  }
  function fetch(input: string, init?: RequestInit): Promise<Response>;
}

type FetchOption = NonNullable<ClientOptions["fetch"]>;

it("takes the fetch of a platform and of a package", () => {
  expectTypeOf<typeof globalThis.fetch>().toExtend<FetchOption>();
  expectTypeOf<typeof Undici.fetch>().toExtend<FetchOption>();
  expectTypeOf<typeof NodeFetch.fetch>().toExtend<FetchOption>();
  expectTypeOf<typeof ReactNative.fetch>().toExtend<FetchOption>();
  // cross-fetch has the platform's own types. A function that returns no response does not fit.
  expectTypeOf<() => Promise<string>>().not.toExtend<FetchOption>();
  expectTypeOf<(url: string) => Response>().not.toExtend<FetchOption>();
});

it("types a stub", async () => {
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
