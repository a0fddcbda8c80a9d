import type { IncomingMessage } from "node:http";

/** The most bytes a form may have; ID token hints with many groups are the largest thing that is sent. */
const mostBytes = 128 * 1024;

/** Reads a form; undefined when it is another media type or too large. */
export async function formBody(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
