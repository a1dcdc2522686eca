/**
 * What openapi-fetch hands to `fetch`. The platform's `Request` would copy the body into a stream
 * and follow the signal, and undici would build a second one: a third of the throughput.
 */
export class BuiltRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;

  constructor(url: string, init: { method: string; body?: string }) {
    this.url = url;
    this.method = init.method;
    this.body = init.body;
  }
}
