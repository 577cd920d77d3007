import { Migration } from '@mikro-orm/migrations';
import { journalTables } from '@qianfan/kit/journal/tables';

/** The journal, its heads and the decision states. Read models need no migration: they are built from the journal. */
export class Migration0001_journal extends Migration {
  override up(): void {
    for (const statement of journalTables('banks')) this.addSql(statement);
  }
}
