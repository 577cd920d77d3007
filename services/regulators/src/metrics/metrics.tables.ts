import {
  fen,
  hundredths,
  int,
  long,
  longs,
  plainHundredths,
  table,
  text,
  texts,
} from '@qianfan/kit/projections/table';

/** One accepted revision of a return: its cells in hundredths of the form's unit, row by row, and its borrower annex. */
export const returnRevisions = table('ReturnRevision', {
  mode: 'VERSIONED',
  identity: { institution: text, form: text, period: text },
  columns: {
    formVersion: int,
    revision: int,
    /** The areas of the blocks of `cells`, in order; none in a form without blocks. */
    areas: texts,
    // Many at a time are read at one place each: left unpacked, whatever else of the row has to be packed.
    cells: plainHundredths,
    annexIds: texts,
    /** For each annex column of the form, one mask for each id: bit n is row n. */
    annexMasks: longs,
    receivedAt: long,
    digest: text,
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
export const areaCells = table('AreaCells', {
  mode: 'APPEND',
  identity: { institution: text, posting: long, place: int },
  columns: { values: hundredths },
  scope: 'institution',
});

const contract = { institution: text, posting: long };
const subject = { enterprise: text, county: text };

/** What one fact changed in one loan; a balance is the sum of its postings. */
export const loanPostings = table('LoanPosting', {
  mode: 'APPEND',
  identity: contract,
  columns: {
    loan: text,
    ...subject,
    product: text.nullable,
    guarantee: text,
    term: text,
    kind: text,
    date: text,
    balanceChange: fen,
    nplChange: fen,
    drawn: fen,
  },
  scope: 'institution',
  indexes: [['institution', 'date'], ['enterprise']],
});

/** What one fact changed in one cover; in force from `date` to the day before `until`. */
export const coverPostings = table('CoverPosting', {
  mode: 'APPEND',
  identity: contract,
  columns: {
    cover: text,
    ...subject,
    product: text,
    part: text,
    date: text,
    until: text,
    written: fen,
    inForce: fen,
  },
  scope: 'institution',
  indexes: [['institution', 'date']],
});

/** What one fact changed in what a programme covers of a loan. */
export const filingPostings = table('FilingPosting', {
  mode: 'APPEND',
  identity: { programme: text, posting: long },
  columns: {
    bank: text,
    loan: text,
    ...subject,
    date: text,
    change: fen,
  },
  scope: 'bank',
  indexes: [['programme', 'date']],
});

/** A credit line, in force from `date` to the day before `until`. */
export const linePostings = table('LinePosting', {
  mode: 'APPEND',
  identity: contract,
  columns: {
    line: text,
    enterprise: text,
    product: text.nullable,
    date: text,
    until: text,
    granted: fen,
  },
  scope: 'institution',
  indexes: [['institution', 'date']],
});

/** What belongs to a programme from a day on: its launch, regions, banks, outlets, and what a bank signed for it. */
export const registerPostings = table('RegisterPosting', {
  mode: 'APPEND',
  identity: { holder: text, posting: long },
  columns: {
    kind: text,
    member: text,
    programme: text.nullable,
    bank: text.nullable,
    area: text.nullable,
    date: text,
    change: int,
  },
  indexes: [['kind', 'date']],
});

/** What banks and programmes report, as rows that figures are folded from at read time. */
export const metricsTables = [
  returnRevisions,
  areaCells,
  loanPostings,
  coverPostings,
  linePostings,
  filingPostings,
  registerPostings,
];
