/*
 * The page of the demo: asks twice a second what is so, and shows it. The HTML
 * of robots' messages is made by the server, with everything in it escaped; all
 * else is set as text.
 */
const { words, language, interval } = JSON.parse(document.getElementById('given').textContent);
const EVERY = 500;
/** Pixels above a message. */
const MARGIN = 10;
const element = (id) => document.getElementById(id);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

function make(tag, className, text = '') {
	const made = document.createElement(tag);
	made.className = className;
	made.textContent = text;
	return made;
}

/** Only what is different is touched, so that screen readers and selections are left in peace. */
function setText(target, text) {
	if (target.textContent !== text) target.textContent = text;
}

const clockText = (time) =>
	new Date(time).toLocaleTimeString(words.language, {
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});

async function press(action, more = {}) {
	await fetch(`/${action}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lang: language, ...more }),
	});
	await look();
}

/* The chats */

let since = 0;

/** Shows something new, from its beginning where it is too long, unless somebody reads further up. */
function append(log, child) {
	const last = log.lastElementChild;
	const isAtEnd = !last || last.offsetTop < log.scrollTop + log.clientHeight;
	log.append(child);
	if (isAtEnd) log.scrollTop = child.offsetTop - MARGIN;
}

function messageFrom(html) {
	const template = document.createElement('template');
	template.innerHTML = html;
	for (const link of template.content.querySelectorAll('a')) link.target = '_blank';
	return template.content.firstElementChild;
}

function showMessages({ shown, firstId }) {
	for (const log of document.querySelectorAll('.chat .log')) {
		for (const child of [...log.children]) if (child.dataset.id < firstId) child.remove();
	}
	for (const { id, group, html, mark, until, seconds } of shown) {
		since = Math.max(since, id);
		const logs = document.querySelectorAll(mark ? '.chat .log' : `#${group} .log`);
		for (const log of logs) {
			const values = { seconds, time: until && clockText(until) };
			const child = mark
				? make('p', `mark ${mark}`, filled(words.marks[mark], values))
				: messageFrom(html);
			child.dataset.id = id;
			append(log, child);
		}
	}
}

/* The customer */

function showCustomer({ customer, suggestion }) {
	const name = customer?.name ?? suggestion.name;
	setText(element('who'), name);
	setText(element('initial'), name.slice(0, 1));
	const log = element('lines');
	const lines = customer?.lines ?? [];
	const key = JSON.stringify([name, lines]);
	if (log.dataset.key === key) return;
	log.dataset.key = key;
	log.replaceChildren(
		...(lines.length === 0 ? [make('p', 'empty', words.customer.empty)] : []),
		...lines.map(({ from, text, delivery }) => {
			const line = make('div', `line ${from}`);
			if (from === 'agent') line.append(make('small', '', words.customer.agent));
			line.append(make('p', '', text));
			line.append(make('small', delivery, words.customer[delivery]));
			return line;
		}),
	);
	log.scrollTop = log.scrollHeight;
}

/** The field holds the next sentence, until somebody types another. */
function suggest({ customer, suggestion }) {
	const text = element('text');
	const isOwn = text.value !== '' && text.value !== text.dataset.suggested;
	const isWaiting = customer && !customer.progress.isOver;
	const next = isWaiting ? '' : suggestion.message;
	if (isOwn || document.activeElement === text || text.dataset.suggested === next) return;
	text.value = next;
	text.dataset.suggested = next;
}

/* What is going on */

function stepsOf({ state, sent, of }) {
	const numbers = Array.from({ length: of }, (_, index) => String(index + 1));
	const isDone = (index) => state !== 'none' && index < sent;
	const last = {
		replied: [words.steps.answered, 'good'],
		cancelled: [words.steps.ended, 'done'],
		exhausted: [words.steps.manager, 'bad'],
	}[state] ?? [words.steps.manager, ''];
	return [
		[words.steps.writes, state === 'none' ? '' : 'done'],
		...numbers.map((number, index) => [number, isDone(index) ? 'done' : '']),
		last,
	];
}

function waitedText(milliseconds) {
	const seconds = Math.max(0, Math.round(milliseconds / 1_000));
	const values = { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
	return filled(words.waited[seconds < 60 ? 'seconds' : 'minutes'], values);
}

function storyOf({ n8n, nightUntil, customer, now }) {
	const { story } = words;
	if (n8n.status !== 'running') {
		return filled(story[n8n.status], {
			who: new Intl.ListFormat(words.language).format(n8n.waited),
		});
	}
	if (!customer) return story.none;
	const { name: who, progress } = customer;
	const { state, sent, of, hold } = progress;
	if (state === 'none') return filled(story.opening, { who });
	if (state !== 'waiting') return filled(story[state], { who });
	if (hold) {
		const by = hold.by ?? story.somebody;
		return filled(story.held[hold.kind], { by, time: clockText(hold.until) });
	}
	if (nightUntil) return filled(story.night, { who, time: clockText(nightUntil) });
	return filled(story.waiting, { who, sent, of });
}

function showStory(state) {
	const { customer, n8n, now } = state;
	const progress = customer?.progress ?? { state: 'none', sent: 0, of: 4 };
	const steps = stepsOf(progress);
	const list = element('steps');
	if (list.dataset.key !== JSON.stringify(steps)) {
		list.dataset.key = JSON.stringify(steps);
		list.replaceChildren(...steps.map(([text, kind]) => make('li', kind, text)));
	}
	setText(element('story'), storyOf(state));
	const next = element('next');
	const isCounting = n8n.status === 'running' && progress.state === 'waiting';
	next.hidden = !isCounting;
	if (!isCounting) return;
	const { nextAt, sent, of, since: began } = progress;
	const seconds = nextAt === null ? 0 : Math.max(0, Math.ceil((nextAt - now) / 1_000));
	const text = seconds === 0 ? words.nextNow : sent >= of ? words.lastOne : words.next;
	setText(next.firstElementChild, `${waitedText(now - began)} · ${filled(text, { seconds })}`);
	next.lastElementChild.style.width = `${Math.min(1, seconds / interval) * 100}%`;
}

function proofText({ who, sent, of, after }) {
	const { proof } = words;
	if (after === null) return filled(proof.missing, { who });
	if (after.isOver) return filled(proof.over, { who });
	return filled(sent < of ? proof.waiting : proof.lastOne, { who, sent, of, next: sent + 1 });
}

function showProof({ proof, problem }) {
	const target = element('proof');
	const key = JSON.stringify([proof, problem]);
	if (target.dataset.key === key) return;
	target.dataset.key = key;
	const rows = proof?.rows ?? [];
	const lost = rows.filter(({ after }) => after === null).length;
	target.className = problem || lost > 0 ? 'bad' : 'good';
	if (problem) return target.replaceChildren(make('p', '', problem));
	if (!proof) return target.replaceChildren();
	const values = { lost, all: rows.length, seconds: proof.seconds };
	target.replaceChildren(
		make('b', '', filled(lost > 0 ? words.proof.lost : words.proof.kept, values)),
		...rows.map((row) => make('p', '', proofText(row))),
	);
}

/* The buttons */

function showControls({ n8n, busy, nightUntil, customer }) {
	const isRunning = n8n.status === 'running';
	const isBusy = busy !== null;
	const enabled = {
		answer: isRunning && customer?.progress.state === 'waiting',
		night: isRunning && !nightUntil && !isBusy,
		kill: isRunning && !isBusy,
		start: n8n.status === 'killed' && !isBusy,
		startOver: !isBusy,
	};
	for (const button of document.querySelectorAll('[data-action]')) {
		if (['kill', 'start'].includes(button.dataset.action)) {
			const action = isRunning ? 'kill' : 'start';
			button.dataset.action = action;
			setText(button.firstElementChild, words.controls[action][0]);
			setText(button.lastElementChild, words.controls[action][1]);
		}
		button.disabled = !enabled[button.dataset.action];
		button.classList.toggle('busy', busy === button.dataset.action);
	}
	const pill = element('n8n');
	setText(pill, filled(words.n8n[n8n.status], n8n));
	pill.className = `pill ${n8n.status}`;
	document.body.classList.toggle('night', nightUntil !== null);
}

async function lookOnce() {
	let state;
	try {
		const response = await fetch(`/state?since=${since}&lang=${language}`);
		state = await response.json();
	} catch {
		setText(element('story'), words.story.gone);
		return;
	}
	showMessages(state);
	showCustomer(state);
	suggest(state);
	showStory(state);
	showProof(state);
	showControls(state);
}

let looking;

/** One at a time. */
function look() {
	looking ??= lookOnce().finally(() => (looking = undefined));
	return looking;
}

for (const log of document.querySelectorAll('.chat .log')) {
	log.dataset.empty = words.quiet[log.closest('#manager') ? 'manager' : 'group'];
}
for (const button of document.querySelectorAll('[data-action]')) {
	button.addEventListener('click', () => press(button.dataset.action));
}
element('write').addEventListener('submit', async (event) => {
	event.preventDefault();
	const text = element('text').value;
	element('text').value = '';
	await press('write', { text });
});
element('another').addEventListener('click', () => press('another'));
// As in a chat app, what a link leads to is a small window of its own.
document.addEventListener('click', (event) => {
	const link = event.target.closest('.chat a');
	if (!link) return;
	event.preventDefault();
	window.open(link.href, 'until-replied-link', 'popup,width=460,height=700');
});

await press('open');
setInterval(look, EVERY);
