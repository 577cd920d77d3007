import { Migration } from '@mikro-orm/migrations';
import { stateVersions } from '@qianfan/kit/journal/tables';

/** A decision state says by which version of the code it was folded. */
export class Migration0002_state_versions extends Migration {
  override up(): void {
    for (const statement of stateVersions('programmes')) this.addSql(statement);
  }
}
