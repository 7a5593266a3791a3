import { escalationIdOf } from '../../escalation/claimToken';
import type { Push } from '../../escalation/escalation';
import type { PushTable } from '../transaction';
import { columnsOf } from './statements';
import { PostgresTable } from './table';

export class PostgresPushTable extends PostgresTable implements PushTable {
	async save(pushes: Push[]): Promise<void> {
		if (pushes.length === 0) return;
		await this.query(
			`INSERT INTO pushes (escalation_id, number, gated_at, token)
			SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::text[])
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
			columnsOf(pushes, ['escalationId', 'number', 'gatedAt', 'token']),
		);
	}

	async remove(pushes: Array<Pick<Push, 'escalationId' | 'number'>>): Promise<void> {
		if (pushes.length === 0) return;
		await this.query(
			`DELETE FROM pushes USING unnest($1::text[], $2::integer[]) AS unsent (id, number)
			WHERE pushes.escalation_id = unsent.id AND pushes.number = unsent.number`,
			columnsOf(pushes, ['escalationId', 'number']),
		);
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		if (tokens.length === 0) return;
		await this.query(
			`DELETE FROM pushes USING escalations
			WHERE escalation_id = ANY($1::text[]) AND token = ANY($2::text[])
				AND id = escalation_id AND ended_at IS NOT NULL`,
			[tokens.map(escalationIdOf), tokens],
		);
	}
}
