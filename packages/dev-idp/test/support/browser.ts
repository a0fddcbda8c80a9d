/** A form of a page, as a browser would submit it. */
export interface Form {
  readonly action: string;
  readonly method: string;
  readonly fields: Record<string, string>;
  /** Names and types of the inputs that a person fills in. */
  readonly inputs: Record<string, string>;
  readonly buttons: readonly { readonly name: string | undefined; readonly value: string; readonly text: string }[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** What came of a navigation: the last answer, and the address it stands at. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly forms: readonly Form[];
  /** The statuses of the redirects on the way. */
  readonly redirects: readonly number[];
}

/** A browser without script for one provider: cookies with paths, redirects, forms. Leaving the provider ends a navigation. */
export class Browser {
  readonly #cookies = new Map<string, Cookie>();

  constructor(readonly origin: string) {}

  get cookies(): readonly Cookie[] {
    return [...this.#cookies.values()];
  }

  forget(): void {
    this.#cookies.clear();
  }

  async goto(address: string | URL, init: { method?: string; body?: URLSearchParams } = {}): Promise<Page> {
    let url = new URL(address);
    let request: RequestInit = init;
    const redirects: number[] = [];
    for (;;) {
      if (url.origin !== this.origin) {
        return { url, status: 0, headers: new Headers(), text: "", forms: [], redirects };
      }
      const response = await fetch(url, {
        ...request,
        redirect: "manual",
        headers: { accept: "text/html", cookie: this.#cookieHeader(url) },
      });
      for (const line of response.headers.getSetCookie()) this.#keep(line, url);
      const text = await response.text();
      const location = response.headers.get("location");
      if (location === null || response.status < 300 || response.status > 399) {
        return { url, status: response.status, headers: response.headers, text, forms: formsOf(text, url), redirects };
      }
      redirects.push(response.status);
      url = new URL(location, url);
      request = {};
    }
  }

  /** Submits a form with what was typed, and with the button that was pressed, if it has a name. */
  submit(form: Form, typed: Record<string, string> = {}, button: Record<string, string> = {}): Promise<Page> {
    const body = new URLSearchParams({ ...form.fields, ...typed, ...button });
    return this.goto(form.action, { method: form.method.toUpperCase(), body });
  }

  #cookieHeader(url: URL): string {
    const matching = this.cookies.filter(
      ({ path }) => url.pathname === path || url.pathname.startsWith(withSlash(path)),
    );
    return matching.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  #keep(line: string, url: URL): void {
    const [pair = "", ...attributes] = line.split(/; */);
    const split = pair.indexOf("=");
    const named = new Map(attributes.map((text) => [text.split("=", 1)[0]?.toLowerCase(), text.split("=")[1]]));
    const cookie = {
      name: pair.slice(0, split),
      value: pair.slice(split + 1),
      path: named.get("path") ?? url.pathname,
    };
    const key = `${cookie.path} ${cookie.name}`;
    if (new Date(named.get("expires") ?? "9999").getTime() < Date.now()) this.#cookies.delete(key);
    else this.#cookies.set(key, cookie);
  }
}

/** The text a person reads, entities resolved. */
export function visibleText(page: Page): string {
  const body = page.text.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/^[\s\S]*<body>/, "");
  return unescaped(body.replaceAll(/<[^>]*>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
}

function formsOf(text: string, url: URL): Form[] {
  return [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = "", inner = ""]) => {
    const inputs = [...inner.matchAll(/<input\b([^>]*)>/g)].map(([, tag = ""]) => tag);
    return {
      action: new URL(attribute(head, "action") ?? "", url).href,
      method: attribute(head, "method") ?? "get",
      fields: Object.fromEntries(inputs.map((tag) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? ""])),
      inputs: Object.fromEntries(inputs.map((tag) => [attribute(tag, "name") ?? "", attribute(tag, "type") ?? "text"])),
      buttons: [...inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(([, tag = "", label = ""]) => ({
        name: attribute(tag, "name"),
        value: attribute(tag, "value") ?? "",
        text: unescaped(label.replaceAll(/<[^>]*>/g, " "))
          .replaceAll(/\s+/g, " ")
          .trim(),
      })),
    };
  });
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}
