import type { Role } from '../data/session.ts';
import { shell } from '../words/shell.ts';
import type { Text } from '../words/text.ts';
import { type Part, part } from './part.tsx';

export interface View {
  path: string;
  name: Text;
  /** Not in the navigation: it is reached from others. */
  within?: true;
  /** Who may see it; the server decides anyway. */
  roles: readonly Role[];
  /** Of regulators, for those of the province alone: a journal cannot be read in parts. */
  wholeProvince?: true;
  part: Part;
}

const ALL: readonly Role[] = ['REGULATOR', 'AUDITOR', 'BANK', 'INSURER', 'PROGRAMME'];
const OFFICE: readonly Role[] = ['REGULATOR', 'AUDITOR'];
const REPORTERS: readonly Role[] = ['BANK', 'INSURER'];

/** Every view, in the order of the navigation. A new one is one line here and a folder in `views/`. */
const VIEWS: readonly View[] = [
  {
    path: '/',
    name: shell.overview,
    roles: ALL,
    part: part(() => import('../views/overview/overview.tsx')),
  },
  {
    path: '/figure/:id',
    name: shell.figure,
    within: true,
    roles: ALL,
    part: part(() => import('../views/passport/passport.tsx')),
  },
  {
    path: '/ranking',
    name: shell.ranking,
    roles: [...OFFICE, ...REPORTERS],
    part: part(() => import('../views/ranking/ranking.tsx')),
  },
  {
    path: '/late',
    name: shell.late,
    roles: [...OFFICE, ...REPORTERS],
    part: part(() => import('../views/late/late.tsx')),
  },
  {
    path: '/refusals',
    name: shell.refusals,
    roles: [...OFFICE, ...REPORTERS],
    part: part(() => import('../views/refusals/refusals.tsx')),
  },
  {
    path: '/return',
    name: shell.ownReturn,
    roles: REPORTERS,
    part: part(() => import('../views/return/return.tsx')),
  },
  {
    path: '/compare',
    name: shell.compare,
    roles: ALL,
    part: part(() => import('../views/compare/compare.tsx')),
  },
  {
    path: '/replay',
    name: shell.replay,
    roles: OFFICE,
    wholeProvince: true,
    part: part(() => import('../views/replay/replay.tsx')),
  },
];

const PROVINCE_DIGITS = 2;

export const viewsFor = ({ role, jurisdiction }: { role: Role; jurisdiction: string }): View[] =>
  VIEWS.filter(
    ({ roles, wholeProvince }) =>
      roles.includes(role) &&
      !(wholeProvince && role === 'REGULATOR' && jurisdiction.length > PROVINCE_DIGITS),
  );

const folderOf = (path: string) => path.split('/')[1];

/** Has the view at an address come before it is drawn. */
export const fetchView = (path: string): Promise<unknown> | undefined =>
  VIEWS.find((view) => folderOf(view.path) === folderOf(path))?.part.fetch();
