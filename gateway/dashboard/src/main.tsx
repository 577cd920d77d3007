import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { fetchSession } from './data/session.ts';
import { App } from './shell/app.tsx';
import { fetchView } from './shell/views.ts';
import './style.css';
import './print.css';

const client = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } });

const RELOADED = 'qianfan.reloaded';
const PATIENCE_MS = 10_000;

// The page was built anew while it was open: what it has not loaded yet has another name now. Not twice in a row, though.
addEventListener('vite:preloadError', (event) => {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < PATIENCE_MS) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  event.preventDefault();
  location.reload();
});

// Who is here and the view are asked for at the same time, and drawn together; what takes longer is waited for in sight.
await Promise.race([
  Promise.all([fetchSession(client), fetchView(location.pathname)]),
  new Promise((done) => setTimeout(done, PATIENCE_MS / 20)),
]);

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={client}>
    <App />
  </QueryClientProvider>,
);
