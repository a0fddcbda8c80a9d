import type { DevIdp } from "@gatehouse/dev-idp";

type Headers = Readonly<Record<string, string>>;

/** Somebody with a cookie jar, who asks the app as a program would. */
export interface Person {
  get(path: string, headers?: Headers): Promise<Response>;
  /** `body` is sent as JSON, or as it is when it is text. */
  post(path: string, body?: unknown, headers?: Headers): Promise<Response>;
  patch(path: string, body?: unknown, headers?: Headers): Promise<Response>;
  delete(path: string, headers?: Headers): Promise<Response>;
  readonly cookies: ReadonlyMap<string, string>;
}

/** Somebody who is not signed in. */
export function stranger(url: string): Person {
  const cookies = new Map<string, string>();
  const send = async (method: string, path: string, body?: unknown, headers: Headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(cookie === "" ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  return {
    cookies,
    get: (path, headers) => send("GET", path, undefined, headers),
    post: (path, body, headers) => send("POST", path, body, headers),
    patch: (path, body, headers) => send("PATCH", path, body, headers),
    delete: (path, headers) => send("DELETE", path, undefined, headers),
  };
}

/** Somebody who signed in: all the way through the provider and back, but without its pages. */
export async function signedIn(url: string, idp: DevIdp, login: string): Promise<Person> {
  const person = stranger(url);
  const toProvider = await person.get("/login");
  const back = await idp.loginAs(login, toProvider.headers.get("location") ?? "");
  const arrived = await person.get(back);
  if (arrived.status !== 303) throw new Error(`${login} could not sign in: ${arrived.status} ${await arrived.text()}`);
  return person;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const [name = "", value = ""] = pair.split("=", 2);
  const gone = value === "" || attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
  if (gone) cookies.delete(name);
  else cookies.set(name, value);
}
