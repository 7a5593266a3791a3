import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NOBODY = 65_534;

/** Of a server: paths of files that Postgres reads. */
export interface ServerCertificate {
	certificate: string;
	key: string;
	/** PEM of what it is checked by. */
	authority: string;
}

/** An authority of the tests' own, and what it signs: made by `openssl`. */
export class Certificates {
	private readonly folder = mkdtempSync(join(tmpdir(), 'until-replied-certificates-'));

	private count = 0;

	constructor() {
		this.openssl(
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
			...['-keyout', 'authority.key', '-out', 'authority.pem', '-subj', '/CN=Tests'],
		);
		// Postgres runs as somebody else where the tests run as root.
		if (process.getuid?.() === 0) chownSync(this.folder, NOBODY, NOBODY);
	}

	/** @param names as in "subjectAltName", such as `DNS:db.example,IP:127.0.0.1`. */
	signed(names: string, { isExpired = false } = {}): ServerCertificate {
		const name = this.newKey();
		this.openssl(
			'req',
			'-new',
			'-key',
			`${name}.key`,
			'-out',
			`${name}.csr`,
			'-subj',
			'/CN=server',
		);
		writeFileSync(this.path('names'), `subjectAltName=${names}`);
		this.openssl(
			...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', 'names'],
			...['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'],
			...['-days', isExpired ? '-1' : '2'],
		);
		return this.served(name, this.path('authority.pem'));
	}

	selfSigned(names: string): ServerCertificate {
		const name = this.newKey();
		this.openssl(
			...['req', '-x509', '-key', `${name}.key`, '-out', `${name}.pem`, '-subj', '/CN=server'],
			...['-addext', `subjectAltName=${names}`],
		);
		return this.served(name, this.path(`${name}.pem`));
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	private newKey(): string {
		this.count += 1;
		const name = `server-${this.count}`;
		this.openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
		return name;
	}

	private served(name: string, authority: string): ServerCertificate {
		const key = this.path(`${name}.key`);
		chmodSync(key, 0o600);
		if (process.getuid?.() === 0) chownSync(key, NOBODY, NOBODY);
		return {
			certificate: this.path(`${name}.pem`),
			key,
			authority: readFileSync(authority, 'utf8'),
		};
	}

	private path(name: string): string {
		return join(this.folder, name);
	}

	private openssl(...options: string[]): void {
		const { status, stderr, error } = spawnSync('openssl', options, {
			cwd: this.folder,
			encoding: 'utf8',
		});
		if (status !== 0) throw new Error(`openssl ${options.join(' ')}: ${stderr ?? error}`);
	}
}
