import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { fetchSession } from './data/session.ts';
import { watchSlips } from './data/slips.ts';
import { App } from './shell/app.tsx';
import { Boundary } from './shell/boundary.tsx';
import { fetchView } from './shell/views.ts';
import './style.css';
import './print.css';

const client = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } });

const PATIENCE_MS = 10_000;

watchSlips();

// The page was built anew while it was open: what it has not loaded yet has another name now. Anything else that keeps a part
// from coming says so where it is missed.
addEventListener('vite:preloadError', () => void reloadIfBuiltAnew());

async function reloadIfBuiltAnew(): Promise<void> {
  const answer = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-store' }).catch(
    () => undefined,
  );
  if (!answer?.ok) return;
  const own = new URL(import.meta.url).pathname;
  if (!(await answer.text()).includes(own)) location.reload();
}

// Who is here and the view are asked for at the same time, and drawn together; what takes longer is waited for in sight.
await Promise.race([
  Promise.all([fetchSession(client), fetchView(location.pathname)]),
  new Promise((done) => setTimeout(done, PATIENCE_MS / 20)),
]);

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <Boundary>
      <App />
    </Boundary>
  </QueryClientProvider>,
);
