import { request } from "node:http";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: string;
  readonly expires: number;
}

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly setCookie: readonly string[];
  readonly text: string;
  json(): unknown;
}

export interface Ask {
  method?: string;
  /** `undefined` leaves out what a browser would send. */
  headers?: Record<string, string | undefined>;
  body?: string;
  /** The origin of the page that starts the request; default the person types the URL. */
  from?: string;
  /** A script's `fetch` instead of a navigation. */
  script?: boolean;
}

/** A browser as far as cookies go: Path, Secure, prefixes, SameSite by initiator, the 4096-byte drop, Max-Age. */
export class Browser {
  readonly #jar = new Map<string, Cookie>();
  readonly asked: string[] = [];

  /** @param servers origin -> port of the server that plays it. */
  constructor(
    private readonly servers: Readonly<Record<string, number>>,
    private readonly now: () => number = Date.now,
  ) {}

  cookies(): string[] {
    return [...this.#jar.values()].map(({ name }) => name);
  }

  cookie(name: string): string | undefined {
    return [...this.#jar.values()].find((cookie) => cookie.name === name)?.value;
  }

  put(name: string, value: string, path = "/"): void {
    this.#jar.set(`${name};${path}`, {
      name,
      value,
      path,
      secure: false,
      sameSite: "lax",
      expires: Number.POSITIVE_INFINITY,
    });
  }

  drop(pattern: RegExp): void {
    for (const [key, { name }] of this.#jar) if (pattern.test(name)) this.#jar.delete(key);
  }

  /** The jar's content, to be restored later. */
  snapshot(): () => void {
    const copy = [...this.#jar];
    return () => {
      this.#jar.clear();
      for (const [key, cookie] of copy) this.#jar.set(key, cookie);
    };
  }

  /** One request, no redirect followed. */
  async ask(url: string, { method = "GET", headers = {}, body, from, script = false }: Ask = {}): Promise<Answer> {
    const target = new URL(url);
    const port = this.servers[target.origin];
    if (port === undefined) throw new Error(`The browser left for ${target.origin}.`);
    this.asked.push(`${method} ${target.pathname}`);
    const site = from === undefined ? "none" : from === target.origin ? "same-origin" : "cross-site";
    const sent: Record<string, string | undefined> = {
      host: target.host,
      accept: script ? "*/*" : "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "sec-fetch-site": site,
      "sec-fetch-mode": script ? "cors" : "navigate",
      "sec-fetch-dest": script ? "empty" : "document",
      ...(method !== "GET" && from !== undefined ? { origin: from } : {}),
      ...headers,
    };
    const cookie = this.#cookieHeader(target, method, site, script);
    if (cookie !== "" && sent.cookie === undefined) sent.cookie = cookie;
    const answer = await send(port, target, method, sent, body);
    for (const line of answer.setCookie) this.#keep(target, line);
    return answer;
  }

  /** Follows redirects within the known servers; stops before the first foreign URL and reports it as `url`. */
  async go(url: string, ask: Ask = {}): Promise<Answer> {
    let answer = await this.ask(url, ask);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 20; hops += 1) {
      const next = new URL(answer.headers.location ?? "", answer.url);
      if (this.servers[next.origin] === undefined) return { ...answer, url: next.href };
      answer = await this.ask(next.href);
    }
    return answer;
  }

  #cookieHeader(target: URL, method: string, site: string, script: boolean): string {
    const lax = site !== "cross-site" || (!script && method === "GET");
    return [...this.#jar.values()]
      .filter(({ expires }) => expires > this.now())
      .filter(
        ({ path }) => target.pathname === path || target.pathname.startsWith(path.endsWith("/") ? path : `${path}/`),
      )
      .filter(({ secure }) => !secure || target.protocol === "https:")
      .filter(({ sameSite }) => sameSite === "none" || lax)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  #keep(target: URL, line: string): void {
    const [pair = "", ...rest] = line.split(/;\s*/);
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    const attributes = new Map(
      rest.map((part) => {
        const [key = "", held = ""] = part.split("=");
        return [key.toLowerCase(), held] as const;
      }),
    );
    const secure = attributes.has("secure");
    const path = attributes.get("path") ?? "/";
    if (name.length + value.length > 4096) return;
    if (secure && target.protocol !== "https:") return;
    if (name.startsWith("__Secure-") && !secure) return;
    if (name.startsWith("__Host-") && (!secure || path !== "/" || attributes.has("domain"))) return;
    const maxAge = attributes.get("max-age");
    const expires = maxAge === undefined ? Number.POSITIVE_INFINITY : this.now() + Number(maxAge) * 1000;
    const key = `${name};${path}`;
    if (expires <= this.now()) this.#jar.delete(key);
    else
      this.#jar.set(key, {
        name,
        value,
        path,
        secure,
        sameSite: (attributes.get("samesite") ?? "lax").toLowerCase(),
        expires,
      });
  }
}

function send(
  port: number,
  target: URL,
  method: string,
  given: Record<string, string | undefined>,
  body: string | undefined,
): Promise<Answer> {
  const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const sending = request(
      { host: "127.0.0.1", port, path: target.pathname + target.search, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const flat = Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          );
          resolve({
            url: target.href,
            status: response.statusCode ?? 0,
            headers: flat,
            setCookie: response.headers["set-cookie"] ?? [],
            text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    sending.on("error", reject);
    sending.end(body);
  });
}
