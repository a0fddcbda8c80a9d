import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Question {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: CheckRequest;
}

interface CheckRequest {
  readonly resources: readonly {
    readonly actions: readonly string[];
    readonly resource: { kind: string; id: string };
  }[];
}

/** How a PDP may behave. */
export type Behaviour = (res: ServerResponse, request: CheckRequest) => void;

/** Allows everything, in Cerbos's format. */
export const allowing: Behaviour = (res, { resources }) => {
  const results = resources.map(({ resource, actions }) => ({
    resource,
    actions: Object.fromEntries(actions.map((action) => [action, "EFFECT_ALLOW"])),
  }));
  res.setHeader("content-type", "application/json");
  res.end(JSON.stringify({ requestId: "1", results }));
};

/** The ways in which a PDP can fail to answer. */
export const failures: Readonly<Record<string, Behaviour>> = {
  "answers 500": (res) => {
    res.writeHead(500, { "content-type": "application/json" }).end('{"code":13,"message":"internal"}');
  },
  "answers with a web page": (res) => {
    res.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to the proxy</h1>");
  },
  "answers nothing about what it was asked": (res) => {
    res.writeHead(200, { "content-type": "application/json" }).end('{"requestId":"1","results":[]}');
  },
  "hangs up": (res) => {
    res.destroy();
  },
  "never answers": () => {},
};

/** A PDP over HTTP whose behaviour the tests choose. */
export interface FakePdp {
  readonly url: string;
  readonly questions: Question[];
  behave(how: Behaviour): void;
  close(): void;
}

export async function startFakePdp(): Promise<FakePdp> {
  let behaviour = allowing;
  const questions: Question[] = [];
  const server = createServer(async (req, res) => {
    let text = "";
    for await (const chunk of req) text += chunk;
    const body: CheckRequest = JSON.parse(text);
    questions.push({ path: req.url ?? "", headers: req.headers, body });
    behaviour(res, body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    questions,
    behave(how) {
      behaviour = how;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
