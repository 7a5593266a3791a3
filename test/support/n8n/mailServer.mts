import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { listen } from '../process/listen.mts';

/** A command as IMAP has it (RFC 3501, 2.2.1): `a1 UID FETCH 1:2 (UID BODY.PEEK[])`. */
const COMMAND = /^(\S+) ((?:UID )?\S+) ?(.*)$/i;
const DONE = /^DONE$/i;
/** When the server got an email; the trigger does not ask. */
const RECEIVED = '30-Nov-2026 10:00:00 +0000';

/** One who is logged in, and looks at one mailbox. */
interface Client {
	socket: Socket;
	/** undefined until it has selected one. */
	mailbox?: string;
	/** The tag of the IDLE that waits to be ended (RFC 2177). */
	idle?: string;
}

/**
 * A mail server on loopback that speaks as much of IMAP (RFC 3501, with IDLE)
 * as n8n's Email Trigger asks for, with node-imap in n8n 2.0 and with imapflow
 * in 2.41. It lets anybody in, holds emails of plain text, and finds all of
 * them whatever is searched for: the trigger itself passes over those that it
 * has seen.
 */
export class MailServer {
	private readonly mailboxes: Map<string, string[]>;

	private readonly clients = new Set<Client>();

	private readonly server: Server;

	private constructor(names: string[]) {
		this.mailboxes = new Map(names.map((name) => [name, []]));
		this.server = createServer((socket) => this.serve(socket));
	}

	static async start(...names: string[]): Promise<MailServer> {
		const mailServer = new MailServer(names);
		await listen(mailServer.server);
		return mailServer;
	}

	/** What a user enters in n8n's IMAP credential. */
	get credential() {
		const { port } = this.server.address() as AddressInfo;
		return { user: 'support', password: 'secret', host: '127.0.0.1', port, secure: false };
	}

	/** Puts an email into a mailbox and tells everybody who looks at it. */
	deliver(mailbox: string, headers: Record<string, string>, text: string): void {
		const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
		this.emailsIn(mailbox).push([...lines, '', text].join('\r\n'));
		for (const client of this.clients) {
			if (client.mailbox === mailbox) this.tellCount(client);
		}
	}

	async stop(): Promise<void> {
		for (const { socket } of this.clients) socket.destroy();
		this.server.close();
		await once(this.server, 'close');
	}

	private emailsIn(mailbox: string | undefined): string[] {
		const emails = this.mailboxes.get(mailbox ?? '');
		if (!emails) throw new Error(`There is no mailbox "${mailbox}"`);
		return emails;
	}

	private serve(socket: Socket): void {
		const client: Client = { socket };
		this.clients.add(client);
		socket.on('close', () => this.clients.delete(client));
		// A client that is gone is none that anybody waits for.
		socket.on('error', () => socket.destroy());
		send(client, '* OK IMAP4rev1');
		let received = '';
		socket.on('data', (data) => {
			const lines = (received + data.toString('latin1')).split('\r\n');
			received = lines.pop()!;
			for (const line of lines) this.answer(client, line);
		});
	}

	private answer(client: Client, line: string): void {
		if (DONE.test(line)) {
			send(client, `${client.idle} OK IDLE`);
			client.idle = undefined;
			return;
		}
		const [, tag, command, rest] = COMMAND.exec(line) ?? ['', '*', 'an empty line', ''];
		switch (command.toUpperCase()) {
			case 'CAPABILITY':
				send(client, '* CAPABILITY IMAP4rev1 IDLE');
				break;
			case 'LIST':
			case 'LSUB':
				this.tellMailboxes(client, command.toUpperCase(), rest);
				break;
			case 'SELECT':
				client.mailbox = rest.replaceAll('"', '');
				if (!this.mailboxes.has(client.mailbox)) {
					send(client, `${tag} NO There is no such mailbox`);
					return;
				}
				send(client, '* FLAGS (\\Seen)', '* 0 RECENT', '* OK [UIDVALIDITY 1]');
				send(client, `* OK [UIDNEXT ${this.emailsIn(client.mailbox).length + 1}]`);
				this.tellCount(client);
				break;
			case 'UID SEARCH': {
				const uids = this.emailsIn(client.mailbox).map((_, index) => index + 1);
				send(client, ['* SEARCH', ...uids].join(' '));
				break;
			}
			case 'UID FETCH':
				this.tellEmails(client, rest);
				break;
			case 'IDLE':
				client.idle = tag;
				send(client, '+ idling');
				return;
			case 'LOGIN':
			case 'NOOP':
			case 'CLOSE':
				break;
			case 'LOGOUT':
				send(client, '* BYE');
				break;
			default:
				send(client, `${tag} BAD This server does not know ${command}`);
				return;
		}
		send(client, `${tag} OK ${command}`);
	}

	/** @param asked for example `"" "INBOX"`; `"" ""` asks how names are divided. */
	private tellMailboxes(client: Client, command: string, asked: string): void {
		const name = asked.split(' ').at(-1)!.replaceAll('"', '');
		if (name === '') send(client, `* ${command} (\\Noselect) "/" ""`);
		if (this.mailboxes.has(name)) send(client, `* ${command} () "/" "${name}"`);
	}

	private tellCount(client: Client): void {
		send(client, `* ${this.emailsIn(client.mailbox).length} EXISTS`);
	}

	/** @param asked for example `1:2 (UID BODY.PEEK[])`. */
	private tellEmails(client: Client, asked: string): void {
		const [set] = asked.split(' ', 1);
		for (const [index, email] of this.emailsIn(client.mailbox).entries()) {
			const uid = index + 1;
			if (!isIn(set, uid)) continue;
			const { length } = Buffer.from(email);
			const structure = /BODYSTRUCTURE/i.test(asked)
				? ` BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" ${length} 1 NIL NIL NIL NIL)`
				: '';
			// node-imap waits for all that it asked for.
			const attributes = `UID ${uid} FLAGS () INTERNALDATE "${RECEIVED}"${structure}`;
			send(client, `* ${uid} FETCH (${attributes} BODY[] {${length}}\r\n${email})`);
		}
	}
}

function send({ socket }: Client, ...lines: string[]): void {
	socket.write(lines.map((line) => `${line}\r\n`).join(''));
}

/** Whether a set as IMAP writes it (`1:3,5`) has a UID. */
function isIn(set: string, uid: number): boolean {
	return set.split(',').some((part) => {
		const [from, to = from] = part.split(':').map((end) => (end === '*' ? Infinity : Number(end)));
		return uid >= from && uid <= to;
	});
}
