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
	const answer = await post(action, more);
	await look();
	return answer;
}

async function post(action, more) {
	return await fetch(`/${action}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lang: language, ...more }),
	});
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

function messageFrom({ html, message, isWhisper }) {
	const template = document.createElement('template');
	template.innerHTML = html;
	for (const link of template.content.querySelectorAll('a')) link.target = '_blank';
	const child = template.content.firstElementChild;
	if (message) child.dataset.message = message;
	if (isWhisper) {
		child.classList.add('whisper');
		child.prepend(make('p', 'onlyYou', words.answers.onlyYou));
	}
	return child;
}

function markFrom({ mark, until, seconds }) {
	const values = { seconds, time: until && clockText(until) };
	return make('p', `mark ${mark}`, filled(words.marks[mark], values));
}

/** What is new, and what says something else now. */
function showMessages({ shown, firstId }) {
	for (const log of document.querySelectorAll('.chat .log')) {
		for (const child of [...log.children]) if (child.dataset.id < firstId) child.remove();
	}
	for (const one of shown) {
		since = Math.max(since, one.revision);
		const logs = document.querySelectorAll(one.mark ? '.chat .log' : `#${one.group} .log`);
		for (const log of logs) {
			const child = one.mark ? markFrom(one) : messageFrom(one);
			child.dataset.id = one.id;
			const former = log.querySelector(`:scope > [data-id="${one.id}"]`);
			if (former) replace(former, child);
			else append(log, child);
		}
	}
}

/** Whoever was at a button of it stays at the same button, or where that is gone, at the message: never at a button that does something else. */
function replace(former, child) {
	const { activeElement } = document;
	const hadFocus = former.contains(activeElement);
	child.classList.add('changed');
	former.replaceWith(child);
	if (!hadFocus) return;
	const buttons = [...child.querySelectorAll('button, a')];
	const same = buttons.find(({ textContent }) => textContent === activeElement.textContent);
	child.tabIndex = -1;
	(same ?? child).focus({ preventScroll: true });
}

/* Answers: buttons of messages, and the line below them */

const composer = document.querySelector('.composer');
const answering = composer.closest('.chat');
const answerStatus = composer.querySelector('[role=status]');
/** What became of the last answer, where it did not arrive. */
let refusal = '';

/** While nobody hears them there are no buttons. */
function showAnswers({ isAnswering }) {
	const { activeElement } = document;
	if (!isAnswering && activeElement.matches('.log button')) activeElement.closest('.log').focus();
	answering.classList.toggle('away', !isAnswering);
	composer.querySelector('button').disabled = !isAnswering;
	setText(answerStatus, isAnswering ? refusal : words.answers.notConnected);
}

/** Whether it arrived. */
async function answer(action, what) {
	// What the page asks of may have ended meanwhile.
	const response = await press(action, what).catch(() => undefined);
	const delivered = response?.ok ? await response.json() : 'notConnected';
	refusal = delivered === 'done' ? '' : words.answers[delivered];
	await look();
	return delivered === 'done';
}

async function pressIn(button) {
	const message = button.closest('.message');
	if (message.classList.contains('pressed')) return;
	message.classList.add('pressed');
	try {
		await answer('press', { message: message.dataset.message, value: button.value });
	} finally {
		message.classList.remove('pressed');
	}
}

async function say() {
	const input = composer.querySelector('input');
	const text = input.value.trim();
	if (text === '' || answering.classList.contains('away')) return;
	input.value = '';
	const isDone = await answer('say', { text });
	if (!isDone && input.value === '') input.value = text;
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
		showAnswers({ isAnswering: false });
		return;
	}
	showMessages(state);
	showAnswers(state);
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
composer.addEventListener('submit', (event) => {
	event.preventDefault();
	void say();
});
answering.addEventListener('click', ({ target }) => {
	const button = target.closest('.log button');
	if (button) void pressIn(button);
});
// As in a chat app, what a link leads to is a small window of its own.
document.addEventListener('click', (event) => {
	const link = event.target.closest('.chat a');
	if (!link) return;
	event.preventDefault();
	window.open(link.href, 'until-replied-link', 'popup,width=460,height=700');
});

await press('open');
setInterval(look, EVERY);
