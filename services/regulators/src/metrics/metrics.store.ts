import { p } from '@mikro-orm/core';
import { readEntity } from '@qianfan/kit/projections/entity';

const fen = () => p.bigint('bigint');

/** One accepted revision of a return: its cells in hundredths of the form's unit, row by row, and its borrower annex. */
export const ReturnRevision = readEntity({
  name: 'ReturnRevision',
  identity: { institution: p.text(), form: p.text(), period: p.text() },
  columns: {
    formVersion: p.integer(),
    revision: p.integer(),
    /** The areas of the blocks of `cells`, in order; none in a form without blocks. */
    areas: p.array().columnType('text[]'),
    // Many at a time are read at one place each: left unpacked, whatever else of the row has to be packed.
    cells: p.array<bigint | null>().columnType('bigint[] storage main'),
    annexIds: p.array().columnType('text[]'),
    /** For each annex column of the form, one mask for each id: bit n is row n. */
    annexMasks: p.array<number>().columnType('bigint[]'),
    receivedAt: p.bigint('number'),
    digest: p.text(),
  },
  scope: 'institution',
  indexes: [
    // What was known of a period at an instant is one range of this index, however many revisions came before.
    ['form', 'period', 'knownTo', 'knownFrom'],
    // What was known of one reporter's return is the first entry from the instant on. All entries of its page that come
    // later are looked at too: a page has few, so that many revisions cost no more than one.
    { properties: ['institution', 'form', 'period', 'knownTo'], fillFactor: 10 },
  ],
});

/** One cell of an accepted revision (`posting`: its position) of a form that is split by area: its values in order of the areas. */
export const AreaCells = readEntity({
  name: 'AreaCells',
  identity: { institution: p.text(), posting: p.bigint('number'), place: p.integer() },
  columns: { values: p.array<bigint | null>().columnType('bigint[]') },
  scope: 'institution',
});

const contract = { institution: p.text(), posting: p.bigint('number') };
const subject = { enterprise: p.text(), county: p.text() };

/** What one fact changed in one loan; a balance is the sum of its postings. */
export const LoanPosting = readEntity({
  name: 'LoanPosting',
  identity: contract,
  columns: {
    loan: p.text(),
    ...subject,
    product: p.text().nullable(),
    guarantee: p.text(),
    term: p.text(),
    kind: p.text(),
    date: p.text(),
    balanceChange: fen(),
    nplChange: fen(),
    drawn: fen(),
  },
  scope: 'institution',
  indexes: [['institution', 'date'], ['enterprise']],
});

/** What one fact changed in one cover; in force from `date` to the day before `until`. */
export const CoverPosting = readEntity({
  name: 'CoverPosting',
  identity: contract,
  columns: {
    cover: p.text(),
    ...subject,
    product: p.text(),
    part: p.text(),
    date: p.text(),
    until: p.text(),
    written: fen(),
    inForce: fen(),
  },
  scope: 'institution',
  indexes: [['institution', 'date']],
});

/** What one fact changed in what a programme covers of a loan. */
export const FilingPosting = readEntity({
  name: 'FilingPosting',
  identity: { programme: p.text(), posting: p.bigint('number') },
  columns: {
    bank: p.text(),
    loan: p.text(),
    ...subject,
    date: p.text(),
    change: fen(),
  },
  scope: 'bank',
  indexes: [['programme', 'date']],
});

/** A credit line, in force from `date` to the day before `until`. */
export const LinePosting = readEntity({
  name: 'LinePosting',
  identity: contract,
  columns: {
    line: p.text(),
    enterprise: p.text(),
    product: p.text().nullable(),
    date: p.text(),
    until: p.text(),
    granted: fen(),
  },
  scope: 'institution',
  indexes: [['institution', 'date']],
});

/** What belongs to a programme from a day on: its launch, regions, banks, outlets, and what a bank signed for it. */
export const RegisterPosting = readEntity({
  name: 'RegisterPosting',
  identity: { holder: p.text(), posting: p.bigint('number') },
  columns: {
    kind: p.text(),
    member: p.text(),
    programme: p.text().nullable(),
    bank: p.text().nullable(),
    area: p.text().nullable(),
    date: p.text(),
    change: p.integer(),
  },
  indexes: [['kind', 'date']],
});

export const metricsEntities = [
  ReturnRevision,
  AreaCells,
  LoanPosting,
  CoverPosting,
  LinePosting,
  FilingPosting,
  RegisterPosting,
];
