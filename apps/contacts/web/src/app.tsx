import { ContactsPage } from "./contacts/contacts-page.js";
import { TopBar } from "./session/top-bar.js";
import { useSession } from "./session/use-session.js";
import { Welcome } from "./session/welcome.js";
import { Failure } from "./ui/notice.js";

/** The page in each state of its session. */
export function App() {
  const { state, reload, onEnded } = useSession();
  switch (state.kind) {
    case "loading":
      return (
        <main class="waiting" aria-busy="true">
          <h1 class="visually-hidden">Gatehouse contacts</h1>
          <p class="quiet">Loading…</p>
        </main>
      );
    case "failed":
      return (
        <main class="waiting">
          <h1 class="visually-hidden">Gatehouse contacts</h1>
          <Failure error={state.error} onRetry={reload} />
        </main>
      );
    case "signed-out":
      return <Welcome ended={state.ended} />;
    case "signed-in":
      // Another person's page starts anew.
      return (
        <div key={state.session.user.id}>
          <TopBar session={state.session} />
          <ContactsPage session={state.session} onEnded={onEnded} />
        </div>
      );
  }
}
