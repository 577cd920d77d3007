import { useState } from 'react';
import { type Session, useSignIn } from '../../data/session.ts';
import { Display } from '../../shell/display.tsx';
import { Failure } from '../../shell/failure.tsx';
import { useLanguage } from '../../state/taste.ts';
import { useTitle } from '../../state/title.ts';
import { shell } from '../../words/shell.ts';
import { signin } from '../../words/signin.ts';

/** The door: an account of the demonstration by name, or a token of the operator's issuer. */
export default function SignIn({ session }: { session: Session }) {
  const { t } = useLanguage();
  useTitle('view', t(signin.title));
  const [token, setToken] = useState('');
  const { mutate, error, isPending } = useSignIn();
  return (
    <main className="signin" id="content">
      <div className="signin-head">
        <h1>
          <img src="/favicon.svg" alt="" width="34" height="34" /> {t(signin.title)}
        </h1>
        <div className="head-tools">
          <Display />
        </div>
      </div>
      <p className="note">{t(shell.title)}</p>
      {error && <Failure error={error} />}
      {session.accounts.length > 0 && (
        <section className="panel">
          <h2>{t(signin.demo)}</h2>
          <p className="note">{t(signin.demoWhy)}</p>
          <ul className="accounts">
            {session.accounts.map(({ account, role, zh, en }) => (
              <li key={account}>
                <button type="button" disabled={isPending} onClick={() => mutate({ account })}>
                  <strong>{t({ zh, en })}</strong>
                  <span>{t(signin[role])}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="panel">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mutate({ token });
          }}
        >
          <label>
            {t(signin.token)}
            <textarea
              rows={3}
              required
              value={token}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setToken(target.value)}
            />
          </label>
          <p className="note">{t(signin.tokenHint)}</p>
          <button type="submit" className="primary" disabled={isPending}>
            {t(signin.enter)}
          </button>
        </form>
      </section>
    </main>
  );
}
