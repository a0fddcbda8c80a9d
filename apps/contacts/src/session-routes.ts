import { type RequestHandler, Router } from "express";
import { contactResources } from "./contacts/resource.js";

/** Who is signed in: `/session` for the page, `/profile` as the tutorial has it. */
export function sessionRoutes({
  signedIn,
  policyVersion,
}: {
  signedIn: RequestHandler;
  policyVersion: string;
}): Router {
  const resource = contactResources(policyVersion);
  return Router()
    .get("/session", async (req, res) => {
      const { principal } = req.auth;
      if (principal === null) {
        res.json({ authenticated: false });
        return;
      }
      const [can = {}] = await req.canEach(["list", "create"], [resource.toBe(principal.id)]);
      const { name, email, username, groups } = principal.attr ?? {};
      res.json({
        authenticated: true,
        user: { id: principal.id, name: name ?? username ?? email ?? principal.id, email, groups: groups ?? [] },
        principal,
        can: { list: can.list === true, create: can.create === true },
        login: "/login",
        logout: "/logout",
      });
    })
    .get("/profile", signedIn, (req, res) => {
      res.json(req.userContext?.userinfo);
    });
}
