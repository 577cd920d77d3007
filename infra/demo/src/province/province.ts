import { addDays, commandAt, type DemoCommand, inOrder, instantOf } from '../command.ts';
import { seedHistory } from '../history.ts';
import { agreementCommands } from './agreements.ts';
import { fillBalances } from './balances.ts';
import { emptyBook } from './book.ts';
import { dueOf, openCommand } from './calendar.ts';
import { fillFromLoans } from './contract-book.ts';
import { lineCommands, loanCommands } from './contracts.ts';
import { coverCommands } from './covers.ts';
import { extrasOf } from './extras.ts';
import { filingsOf } from './filings.ts';
import { firmCommands, firmsOf } from './firms.ts';
import { fillFlows } from './flows.ts';
import { kedaitongCommands } from './kedaitong.ts';
import { listsOfProvince } from './lists.ts';
import { MONTHS } from './months.ts';
import { INSURERS, organisationCommands, provinceOrganisations } from './organisations.ts';
import { kdtPool } from './pool.ts';
import { productsOf } from './products.ts';
import { kdtBankOf, relationsOf } from './relations.ts';
import { ruralBorrowers } from './rural.ts';
import { type ProvinceOptions, sizeOf } from './scale.ts';
import { statementCommands } from './statements.ts';
import { returnCommands } from './submissions.ts';
import { QUARTERS, tf05 } from './tf05.ts';

const insuranceCommands = (): DemoCommand[] =>
  QUARTERS.flatMap((quarter) =>
    INSURERS.map(({ code }, n) =>
      commandAt(instantOf(addDays(dueOf(quarter).deadline, -(n % 4)), `1${n % 7}:15`), {
        id: `return:TF05:${code}:${quarter}:1`,
        type: 'banks.SubmitReturn',
        body: tf05(n, quarter),
      }),
    ),
  );

/**
 * The whole province without its end: what regulators, banks and insurers, and programmes have said from 2015 to March
 * 2025, service after service, each in order of known-at. The same list in every run for the same scale.
 */
export function provinceCommands(options: ProvinceOptions): DemoCommand[] {
  const { enterprises, countyMonths } = sizeOf(options, MONTHS);
  const firms = firmsOf(enterprises);
  const pool = kdtPool(firms);
  const lists = listsOfProvince(firms, new Map(pool.map(({ index }, place) => [index, place])));
  const rural = ruralBorrowers(firms, lists);
  const products = productsOf(firms, lists);
  const book = emptyBook(relationsOf(firms, rural, pool, products.borrowers), lists);
  const ruralOf = new Map(rural.map((one) => [one.firm.index, one]));
  const filings = filingsOf(pool, (firm) => kdtBankOf(firm, ruralOf).code);
  const loans = fillFromLoans(book, filings);
  fillBalances(book);
  fillFlows(book);
  const extras = extrasOf(book, filings);
  return [
    ...inOrder([
      ...seedHistory(),
      ...organisationCommands(provinceOrganisations(countyMonths, MONTHS)),
      ...firmCommands(firms),
      ...lists.commands(),
      ...MONTHS.map((month) => openCommand('TF01', month)),
      ...countyMonths.flatMap((month) => ['TF02', 'TF01B'].map((form) => openCommand(form, month))),
      openCommand('TF03', '2024-12'),
      ...QUARTERS.map((quarter) => openCommand('TF05', quarter)),
      ...statementCommands(),
    ]),
    ...inOrder([
      ...loanCommands([...loans, ...products.loans]),
      ...lineCommands(products.lines),
      ...coverCommands(firms),
      ...agreementCommands(),
      ...returnCommands({ book, extras, loans, countyMonths }),
      ...insuranceCommands(),
    ]),
    ...inOrder(kedaitongCommands(filings)),
  ];
}

/** From here on the installation is live. */
export const closeProvince = (): DemoCommand =>
  commandAt(instantOf('2025-04-01', '18:00'), {
    id: 'history',
    type: 'regulators.CloseHistory',
    body: { reason: '演示数据导入完毕 demonstration imported' },
  });
