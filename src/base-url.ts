// Where requests go, and whether through a proxy.
import { ConfigurationError } from "./errors.ts";
import { readsProxyVariables } from "./http/proxy.ts";

// For a URL's `href`, in which scheme and host are in lower case and the path begins with a slash.
// (The members of a URL show no trace of an empty query or fragment.)
const ALLOWED = /^(https:\/\/[^/@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\/[^?#]*$/;

/**
 * Checks the base URL and takes its trailing slashes off. It is not quoted in an error: it may
 * hold a password.
 */
export function readBaseUrl(baseUrl: string, fetch: unknown): string {
  let message =
    "baseUrl must be an absolute https: URL (http: only for a loopback host) " +
    "without user, password, query or fragment.";
  try {
    const url = new URL(baseUrl);
    const { href } = url;
    // An empty user is dropped from the `href`.
    if (ALLOWED.test(href) && !/\/\/[^/]*@/.test(baseUrl)) {
      let end = href.length;
      while (href[end - 1] === "/") end--;
      if (fetch || !isProxied(url)) return href.slice(0, end);
      message = "baseUrl would be reached in clear text through HTTP_PROXY: name it in NO_PROXY.";
    }
  } catch {
    // Relative, or not even a string.
  }
  throw new ConfigurationError(message, { option: "baseUrl" });
}

/** Whether the runtime would send what is not encrypted, the credential too, to a proxy. */
function isProxied({ protocol, host, hostname }: URL): boolean {
  try {
    const { env } = process;
    const direct = (env.no_proxy ?? env.NO_PROXY ?? "").split(/[\s,]+/);
    return (
      protocol === "http:" &&
      readsProxyVariables(process) &&
      Boolean(env.http_proxy ?? env.HTTP_PROXY) &&
      !["*", host, hostname].some((name) => direct.includes(name))
    );
  } catch {
    // There is no process, or Deno does not let its environment be read.
    return false;
  }
}
