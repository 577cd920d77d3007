import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useSearch } from 'wouter';
import { errorIn } from '../data/ask.ts';
import { shell } from '../words/shell.ts';
import { Failure } from './failure.tsx';

interface BoundaryProps {
  /** Drawn above what failed: a view keeps its heading. */
  heading?: ReactNode;
  /** Once one of them changes, it is tried again by itself. */
  resetKeys?: unknown[];
  /** Before it is tried again. */
  onReset?: () => void;
  children: ReactNode;
}

/**
 * What fails inside stays inside, says so in its place, and can be tried again; everything around it goes on. With another
 * period or filter it is tried again by itself.
 */
export function Boundary({ heading, children, resetKeys = [], ...onReset }: BoundaryProps) {
  const search = useSearch();
  return (
    <ErrorBoundary
      {...onReset}
      resetKeys={[search, ...resetKeys]}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <>
          {heading}
          <Failure
            error={errorIn(error)}
            what={shell.broken}
            again={resetErrorBoundary}
            takesFocus
          />
        </>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
