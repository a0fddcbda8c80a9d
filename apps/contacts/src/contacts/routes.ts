import { Forbidden } from "@gatehouse/express";
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { Contacts, LockedContact } from "../data/contacts.js";
import { jsonBody } from "../http/json-body.js";
import { notFound } from "../http/refusal.js";
import type { Contact } from "./contact.js";
import { isContactId } from "./cursor.js";
import { etagOf, requireMatch } from "./etag.js";
import { toContactChanges, toNewContact } from "./input.js";
import { contactPage, listQuery } from "./list.js";
import { ACTIONS, contactResources } from "./resource.js";

export interface ContactRoutes {
  readonly contacts: Contacts;
  /** Refuses requests of nobody. */
  readonly signedIn: RequestHandler;
  /** Which version of the policy for contacts decides. */
  readonly policyVersion: string;
}

/**
 * `/contacts`. The order of every answer is the same: who are you (401), is there such a contact (404), may you (403), is what
 * you sent right (400, 413, 415), is it still the contact that you read (412); only then anything is written.
 */
export function contactRoutes({ contacts, signedIn, policyVersion }: ContactRoutes): Router {
  const resource = contactResources(policyVersion);

  const found = async (id: string): Promise<Contact> => {
    const contact = isContactId(id) ? await contacts.find(id) : undefined;
    if (contact === undefined) throw notFound();
    return contact;
  };

  /**
   * Changes a contact in one transaction that loads, checks and writes. The PDP is asked before, so that no lock waits for its
   * answer; the answer is about the version that was read, and when the transaction finds another one, it asks again.
   */
  const change = async <T>(
    req: Request<{ id: string }>,
    action: "update" | "delete",
    write: (contact: Contact, row: LockedContact) => Promise<T>,
  ): Promise<T> => {
    const judged = await found(req.params.id);
    await req.authorize(action, resource.of(judged));
    return contacts.change(judged.id, async (contact, row) => {
      if (contact === undefined) throw notFound();
      if (contact.version !== judged.version) await req.authorize(action, resource.of(contact));
      return write(contact, row);
    });
  };

  const create: RequestHandler = async (req, res) => {
    const body = await jsonBody(req, res);
    const owner = req.auth.principal?.id ?? "";
    await req.authorize("create", resource.toBe(owner));
    const contact = await contacts.create(toNewContact(body()), owner);
    send(res.status(201).location(`/contacts/${contact.id}`), contact);
  };

  return Router()
    .use(signedIn)

    .get("/", async (req, res) => {
      const query = listQuery(req.query);
      res.json(await contactPage(contacts, query, (actions, rows) => req.canEach(actions, rows.map(resource.of))));
    })

    .post("/", create)
    .post("/new", create)

    .get("/:id", async (req, res) => {
      const contact = await found(req.params.id);
      await req.authorize("read", resource.of(contact));
      send(res, contact);
    })

    .get("/:id/decision", async (req, res) => {
      const asked = resource.of(await found(req.params.id));
      const [verdict = {}] = await req.canEach(ACTIONS, [asked]);
      if (verdict.read !== true) throw new Forbidden("read", asked.kind);
      const results = ACTIONS.map((action) => [action, verdict[action] === true ? "EFFECT_ALLOW" : "EFFECT_DENY"]);
      res.json({
        request: { principal: req.auth.principal, resource: asked, actions: ACTIONS },
        response: { results: Object.fromEntries(results) },
      });
    })

    .patch("/:id", async (req, res) => {
      const body = await jsonBody(req, res);
      const changed = await change(req, "update", async (contact, row) => {
        const changes = toContactChanges(body());
        requireMatch(req, contact);
        return row.update(changes);
      });
      send(res, changed);
    })

    .delete("/:id", async (req, res) => {
      await change(req, "delete", async (contact, row) => {
        requireMatch(req, contact);
        await row.remove();
      });
      res.status(204).end();
    });
}

function send(res: Response, contact: Contact): void {
  res.set("ETag", etagOf(contact)).json(contact);
}
