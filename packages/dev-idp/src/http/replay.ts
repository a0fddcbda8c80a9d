import { IncomingMessage } from "node:http";
import { Socket } from "node:net";

/** A request inside the server; frameworks that are mounted below a path look at `originalUrl`. */
export type InnerRequest = IncomingMessage & { originalUrl?: string };

/**
 * A request like `request` with some of it changed, to be handled by the same handlers without a connection of its own.
 * @param change `body` is a form, sent as POST; without it the request is a GET
 */
export function replay(
  request: InnerRequest,
  change: { readonly url: string; readonly body?: URLSearchParams; readonly headers?: Record<string, string> },
): InnerRequest {
  const copy: InnerRequest = new IncomingMessage(new Socket());
  const { "content-length": _length, "content-type": _type, "transfer-encoding": _encoding, ...kept } = request.headers;
  const body = change.body?.toString();
  copy.method = body === undefined ? "GET" : "POST";
  copy.url = change.url;
  copy.httpVersion = request.httpVersion;
  copy.httpVersionMajor = request.httpVersionMajor;
  copy.httpVersionMinor = request.httpVersionMinor;
  copy.headers = {
    ...kept,
    ...change.headers,
    ...(body === undefined
      ? {}
      : {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": String(Buffer.byteLength(body)),
        }),
  };
  if (body !== undefined) copy.push(body);
  copy.push(null);
  copy.complete = true;
  return copy;
}
