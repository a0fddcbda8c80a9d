import { describe, expect, it } from "vitest";
import { DevIdpError } from "./errors.js";
import { type DevIdpOptions, resolveOptions } from "./options.js";

const problemsOf = (options: object): readonly string[] => {
  try {
    resolveOptions(options as DevIdpOptions);
    return [];
  } catch (error) {
    if (error instanceof DevIdpError && error.code === "ERR_OPTIONS") return error.problems;
    throw error;
  }
};

describe("options", () => {
  it("all have defaults, with one client for the tutorial's application", () => {
    const { host, port, clients } = resolveOptions({});
    expect({ host, port, clients }).toEqual({
      host: "127.0.0.1",
      port: 9090,
      clients: [
        {
          clientId: "0oa1gatehouseDev05d7",
          clientSecret: "gatehouse-development-secret",
          name: "Gatehouse CRM",
          redirectUris: ["http://localhost:8080/authorization-code/callback"],
          postLogoutRedirectUris: ["http://localhost:8080/", "http://localhost:8080"],
        },
      ],
    });
  });

  it("may be undefined one by one", () => {
    expect(problemsOf({ port: undefined, users: undefined, dataDir: undefined, log: undefined })).toEqual([]);
  });

  it("the default client follows appBaseUrl, with or without a slash at the end", () => {
    for (const appBaseUrl of ["https://crm.example:8443", "https://crm.example:8443/"]) {
      expect(resolveOptions({ appBaseUrl }).clients[0].redirectUris).toEqual([
        "https://crm.example:8443/authorization-code/callback",
      ]);
    }
  });

  it("names every problem at once", () => {
    expect(
      problemsOf({
        prot: 1,
        port: 70_000,
        appBaseUrl: "localhost:8080",
        users: {},
        seed: "a",
        dataDir: "b",
        switches: { latency: -1 },
      }),
    ).toEqual([
      `options: unknown name "prot"`,
      "port: must be a whole number from 0 to 65535",
      "appBaseUrl: must be an address such as http://localhost:8080",
      "users: must be a list",
      "seed and dataDir exclude each other: repeatable keys are not stored",
      "clients: name at least one, or leave the option out for the default client",
      "switches.latency must be a whole number from 0 on",
    ]);
  });

  it.each([
    [
      {},
      [
        "clients[0]: clientId must be a text of visible characters",
        "clients[0]: redirectUris must name at least one address",
      ],
    ],
    ["x", ["clients[0]: expected { clientId, clientSecret, redirectUris }"]],
    [
      { clientId: "a b", clientSecret: "", redirectUris: ["/callback", "ftp://x/", "http://x/#y", "http://u@x/"] },
      [
        "clients[0]: clientId must be a text of visible characters",
        "clients[0]: clientSecret must be a text of visible characters; leave it out for a public client",
        `clients[0]: redirectUris: "/callback" is not an absolute address`,
        `clients[0]: redirectUris: "ftp://x/" must start with http:// or https://`,
        `clients[0]: redirectUris: "http://x/#y" must not have a fragment`,
        `clients[0]: redirectUris: "http://u@x/" must not hold a user name`,
      ],
    ],
    [
      {
        clientId: "a",
        redirectUris: ["http://x/"],
        redirectUri: "http://x/",
        postLogoutRedirectUris: "http://x/",
        name: " ",
      },
      [
        `clients[0]: unknown name "redirectUri", did you mean "redirectUris"?`,
        "clients[0]: name must be a text that is not empty",
        "clients[0]: postLogoutRedirectUris must be a list of addresses",
      ],
    ],
  ])("client %j is refused with its problems", (client, problems) => {
    expect(problemsOf({ clients: [client] })).toEqual(problems);
  });

  it("refuses the same client twice", () => {
    const client = { clientId: "a", redirectUris: ["http://x/"] };
    expect(problemsOf({ clients: [client, client] })).toEqual([`clients[1]: clientId "a" is there twice`]);
  });
});
