import { ConfigurationError } from "./errors/local.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Checks the base URL and takes its trailing slashes off. It is not quoted in an error: it may
 * hold a password.
 */
export function readBaseUrl(baseUrl: string): string {
  const url = parse(baseUrl);
  if (!url) throw new ConfigurationError("baseUrl must be an absolute URL.");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.test(url.hostname))) {
    throw new ConfigurationError("baseUrl must be https: (http: is for a loopback host alone).");
  }
  // The text, too: an empty user, query or fragment leaves no trace in the URL.
  if (url.username || url.password || /[?#]|^[^/]*\/\/[^/]*@/.test(baseUrl)) {
    throw new ConfigurationError("baseUrl must have no user, password, query or fragment.");
  }
  return url.href.replace(/\/+$/, "");
}

function parse(text: unknown): URL | undefined {
  try {
    return new URL(String(text));
  } catch {
    return undefined;
  }
}
