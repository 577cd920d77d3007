import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesEnding, ROOT } from './files.ts';

const sources = filesEnding('.ts', '.mjs', '.cjs');
const documents = filesEnding('.md');
const pathsWhere = (found: (text: string, path: string) => boolean) =>
  sources.filter(({ path, text }) => found(text, path)).map(({ path }) => path);

describe('every package', () => {
  const packages = filesEnding('package.json').filter(({ path }) => path.includes('/'));

  test.each(packages.map(({ path }) => dirname(path)))('%s says what lives there', (folder) => {
    expect(existsSync(join(ROOT, folder, 'README.md')), `${folder}/README.md`).toBe(true);
  });

  test('needs exactly the version that it names: an install next year is the install of today', () => {
    const loose = packages.flatMap(({ path, text }) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as Manifest;
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^(workspace:\*|\d+\.\d+\.\d+(-[\w.]+)?)$/.test(version))
        .map(([name, version]) => `${path}: ${name} ${version}`);
    });
    expect(loose).toEqual([]);
  });
});

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

describe('source files', () => {
  test('leave nothing for later: what is missing is an issue, not a comment', () => {
    const mark = new RegExp(
      `\\b(${['TO', 'FIX', 'XX'].map((half, i) => half + ['DO', 'ME', 'X'][i]).join('|')})\\b`,
    );
    expect(pathsWhere((text) => mark.test(text))).toEqual([]);
  });

  test('are imported where they are: no file only passes on what others export', () => {
    const passesOn = /^export (\*|\{[^}]*\}|type \{[^}]*\})( as \w+)? from .*;$/gm;
    const barrels = pathsWhere((text) => {
      const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*/g, '');
      return passesOn.test(code) && code.replace(passesOn, '').trim() === '';
    });
    expect([...barrels, ...pathsWhere((_, path) => /(^|\/)index\.ts$/.test(path))]).toEqual([]);
  });

  test('have decorators only where GraphQL is: everything else runs under Node as it is', () => {
    const decorated = pathsWhere(
      (text, path) =>
        /^\s*@[A-Z]\w+\(/m.test(text.replace(/\/\*[^]*?\*\//g, '')) &&
        !/\.graphql(\.unit\.test)?\.ts$|\.test\.ts$|\/testing\//.test(path),
    );
    expect(decorated).toEqual([]);
  });

  test('stay small enough to be read at once', () => {
    const long = sources
      .filter(({ path }) => !/\.test\.ts$|^tests\/|migrations\//.test(path))
      .filter(({ text }) => !text.startsWith('// Generated'))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });
});

describe('documents', () => {
  const links = documents.flatMap(({ path, text }) => {
    const prose = text.replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '');
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ path, target: target! }));
  });

  test('link to files that exist', () => {
    const broken = links
      .filter(({ target }) => !/^(https?:|mailto:|#)/.test(target))
      .filter(({ path, target }) => !existsSync(join(ROOT, dirname(path), target.split('#')[0]!)))
      .map(({ path, target }) => `${path} → ${target}`);
    expect(broken).toEqual([]);
  });
});

describe('what must stay true', () => {
  const tests = sources.filter(
    ({ path }) => path.endsWith('.test.ts') && !path.includes('architecture/'),
  );
  const named = new Set(tests.flatMap(({ text }) => text.match(/\bI[1-9]\b/g) ?? []));

  test.each(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9'])(
    '%s is named by a test',
    (invariant) => {
      expect(named).toContain(invariant);
    },
  );
});
