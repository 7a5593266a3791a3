import { escalationIdOf } from '../../escalation/claimToken';
import type { Push } from '../../escalation/escalation';
import type { PushTable } from '../transaction';
import { SqliteTable } from './table';

export class SqlitePushTable extends SqliteTable implements PushTable {
	async save(pushes: Push[]): Promise<void> {
		const statement = this.prepare(
			`INSERT INTO pushes (escalation_id, number, gated_at, token) VALUES (?, ?, ?, ?)
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
		);
		for (const { escalationId, number, gatedAt, token } of pushes) {
			statement.run(escalationId, number, gatedAt, token);
		}
	}

	async remove(pushes: Array<Pick<Push, 'escalationId' | 'number'>>): Promise<void> {
		const statement = this.prepare('DELETE FROM pushes WHERE escalation_id = ? AND number = ?');
		for (const { escalationId, number } of pushes) statement.run(escalationId, number);
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		const statement = this.prepare(
			`DELETE FROM pushes WHERE escalation_id = ? AND token = ? AND EXISTS (
				SELECT 1 FROM escalations WHERE id = escalation_id AND ended_at IS NOT NULL)`,
		);
		for (const token of tokens) statement.run(escalationIdOf(token), token);
	}
}
