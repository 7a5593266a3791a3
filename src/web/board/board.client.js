/*
 * The board in the browser: asks for the data every five seconds while
 * somebody looks, and shows it. What customers wrote is set as text only.
 */
(() => {
	const words = JSON.parse(document.getElementById('words').textContent);
	const element = (id) => document.getElementById(id);
	const EVERY = 5_000;
	const EVERY_DAYS = 60_000;
	const ACTIONS = ['acknowledge', 'snooze', 'markReplied', 'cancel', 'muteProject'];
	/** These end reminders, or keep back those of others too, and are asked for twice. */
	const ASKED_TWICE = ['markReplied', 'cancel', 'muteProject'];

	/** Milliseconds that the server's clock is ahead of this one. */
	let ahead = 0;
	let board;
	/** The last two weeks. */
	let days;
	let timer;
	const rows = new Map();

	const pageUrl = location.href.split('#')[0];
	const dataUrl = `${pageUrl}&data=1`;
	const FILTERS = ['project', 'agent'];

	/** Behind the # of the address, so that it is there again when the page is reloaded or passed on: a sandboxed page may change nothing else of it. */
	function filterText() {
		const given = new URLSearchParams(location.hash.slice(1));
		const filter = new URLSearchParams();
		for (const name of FILTERS) if (given.get(name)) filter.set(name, given.get(name));
		return String(filter);
	}

	/** As `fill` of src/words/text.ts: no space between two Han characters. */
	function fill(template, values) {
		const place = /(?:(?<=\p{Script=Han})( ))?\{(\w+)\}(?:( )(?=\p{Script=Han}))?/gu;
		return template.replace(place, (_, before = '', name, after = '') => {
			const said = String(values[name]);
			const left = /^\p{Script=Han}/u.test(said) ? '' : before;
			const right = /\p{Script=Han}$/u.test(said) ? '' : after;
			return `${left}${said}${right}`;
		});
	}

	function remindedText(count, maximum) {
		const { of, all } = words.reminders;
		const reminders = fill(maximum === null ? all : of, { count, maximum });
		return fill(words.reminded, { reminders });
	}

	function durationText(milliseconds) {
		let seconds = Math.max(0, Math.round(milliseconds / 1_000));
		const parts = [];
		for (const [size, unit] of [
			[86_400, words.units.d],
			[3_600, words.units.h],
			[60, words.units.min],
			[1, words.units.s],
		]) {
			const count = Math.floor(seconds / size);
			seconds -= count * size;
			if (count > 0) parts.push(`${count} ${unit}`);
		}
		return parts.slice(0, 2).join(' ') || `0 ${words.units.s}`;
	}

	function clockText(time) {
		const isToday = new Date(time).toDateString() === new Date().toDateString();
		return new Intl.DateTimeFormat(document.documentElement.lang, {
			...(isToday ? {} : { month: 'short', day: 'numeric' }),
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23',
		}).format(time);
	}

	function make(tag, className, parent) {
		const made = document.createElement(tag);
		if (className) made.className = className;
		// What customers wrote goes in its own direction, and turns nothing beside it.
		if (className === 'who' || className === 'text') made.dir = 'auto';
		parent.append(made);
		return made;
	}

	/** Only what is different is touched, so that screen readers and selections are left in peace. */
	function setText(target, text) {
		if (target.textContent !== text) target.textContent = text;
	}

	let silence;

	/** Above what is shown, for as long as it takes to read. */
	function say(text) {
		clearTimeout(silence);
		setText(element('status'), text);
		if (text !== '' && text !== words.failed.offline) silence = setTimeout(() => say(''), 10_000);
	}

	function newRow(id) {
		const item = document.createElement('li');
		const row = { item, who: make('span', 'who', item), time: make('span', 'time', item) };
		row.text = make('div', 'text', item);
		row.facts = make('div', 'facts', item);
		row.trouble = make('div', 'trouble', item);
		row.buttons = [];
		if (board.mayChange) {
			const actions = make('div', 'actions', item);
			for (const action of ACTIONS) {
				const button = make('button', action === 'acknowledge' ? 'first' : '', actions);
				button.type = 'button';
				button.addEventListener('click', () => press(id, action, button));
				button.addEventListener('blur', () => unsure(id, action, button));
				row.buttons.push([action, button]);
			}
		}
		return row;
	}

	const whoIs = (id) => board.waiting.find((row) => row.id === id)?.who ?? '';

	/** Whoever hears the page hears whom the button is for. */
	function setLabel(button, text, id) {
		setText(button, text);
		button.setAttribute('aria-label', `${text}: ${whoIs(id)}`);
	}

	function unsure(id, action, button) {
		button.classList.remove('sure');
		setLabel(button, words.actions[action], id);
	}

	async function press(id, action, button) {
		if (ASKED_TWICE.includes(action) && !button.classList.contains('sure')) {
			button.classList.add('sure');
			setLabel(button, words.sure[action], id);
			return;
		}
		const who = whoIs(id);
		button.disabled = true;
		try {
			const name = element('name')?.value ?? '';
			const response = await fetch(dataUrl, {
				method: 'POST',
				body: new URLSearchParams({ id, action, name }),
				credentials: 'omit',
			});
			const { result } = await response.json();
			say(fill(result === 'done' ? words.done[action] : words.failed[result], { who }));
		} catch {
			say(words.failed.offline);
		}
		button.disabled = false;
		unsure(id, action, button);
		await Promise.all([load(), loadDays()]);
	}

	function targetFacts({ targets }) {
		return targets.map(({ kind, state, dueAt }) => {
			const text = words.targets[kind][state === 'breached' ? 'breached' : 'running'];
			return fill(text, { time: clockText(dueAt) });
		});
	}

	function factsOf(row, now) {
		const { reminderCount, maximum, hold, nextAt } = row;
		const facts = [];
		if (row.project) facts.push(row.project);
		facts.push(remindedText(reminderCount, maximum));
		facts.push(...targetFacts(row));
		if (hold) {
			const template = words.hold[hold.kind][hold.by ? 'by' : 'unknown'];
			facts.push(fill(template, { who: hold.by, time: clockText(hold.until) }));
		}
		// Also where somebody is on it: nothing would follow.
		if (!row.isPublished) facts.push(words.notPublished);
		if (row.mutedUntil !== null) {
			facts.push(fill(words.muted, { time: clockText(row.mutedUntil) }));
		}
		if (!row.isPublished || hold || row.mutedUntil !== null) return facts.join(' · ');
		if (nextAt === null) facts.push(words.reminding);
		else if (row.isEnd) facts.push(fill(words.end, { time: durationText(nextAt - now) }));
		else if (nextAt <= now) facts.push(words.nextNow);
		else {
			const next = row.isAtOpening ? words.nextAtOpening : words.next;
			facts.push(fill(next, { time: durationText(nextAt - now) }));
		}
		return facts.join(' · ');
	}

	function expectedText(row, now) {
		const { expectedAt, missingAt, lastSeenAt, period, notListeningAt } = row;
		const facts = row.project ? [row.project] : [];
		const time = durationText(Math.abs(expectedAt - now));
		if (!row.isPublished) facts.push(words.notPublished);
		else if (now < expectedAt) {
			facts.push(fill(words.expectedIn, { time, period: durationText(period) }));
		} else if (now < missingAt) {
			facts.push(fill(words.late, { time, left: durationText(missingAt - now) }));
		} else facts.push(fill(words.overdue, { time }));
		facts.push(fill(words.lastSeen, { time: clockText(lastSeenAt) }));
		if (notListeningAt !== null) {
			facts.push(fill(words.notListening, { time: clockText(notListeningAt) }));
		}
		return facts.join(' · ');
	}

	/** What changes by time alone; called every second. */
	function tick() {
		if (!board) return;
		const now = Date.now() + ahead;
		board.expected.forEach((data, index) => {
			setText(element('expected').children[index].lastChild, expectedText(data, now));
		});
		for (const data of board.waiting) {
			const row = rows.get(data.id);
			setText(row.time, durationText(now - data.since));
			setText(row.facts, factsOf(data, now));
		}
	}

	/** With the link to the conversation at its source, where that has an address. */
	function setWho(target, { who, url }) {
		if (!url) {
			setText(target, who);
			return;
		}
		if (target.firstChild?.href !== url) {
			const link = document.createElement('a');
			link.href = url;
			link.target = '_blank';
			link.rel = 'noopener noreferrer';
			link.title = fill(words.open, { who });
			target.replaceChildren(link);
		}
		setText(target.firstChild, who);
	}

	function showWaiting() {
		const list = element('waiting');
		const ids = new Set(board.waiting.map(({ id }) => id));
		for (const [id, row] of rows) {
			if (ids.has(id)) continue;
			if (row.item.contains(document.activeElement)) element('waiting-heading').focus();
			row.item.remove();
			rows.delete(id);
		}
		board.waiting.forEach((data, index) => {
			const row = rows.get(data.id) ?? newRow(data.id);
			rows.set(data.id, row);
			if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index]);
			setWho(row.who, data);
			setText(row.text, data.text ?? '');
			row.text.hidden = !data.text;
			setText(row.trouble, data.trouble ? fill(words.trouble, { why: data.trouble }) : '');
			row.trouble.hidden = !data.trouble;
			row.item.classList.toggle('held', data.hold !== null);
			const isAny = (state) => data.targets.some((target) => target.state === state);
			row.item.classList.toggle('warned', isAny('warning') && !isAny('breached'));
			row.item.classList.toggle('breached', isAny('breached'));
			for (const [action, button] of row.buttons) {
				if (action === 'muteProject') button.hidden = !data.project || data.mutedUntil !== null;
				if (!button.classList.contains('sure')) unsure(data.id, action, button);
			}
		});
		showNobody();
		setText(element('count'), `${board.waiting.length}${board.isCutOff ? '+' : ''}`);
	}

	/** A day on which nobody waits has its numbers too. */
	function showNobody() {
		element('nobody').hidden = board.waiting.length > 0;
		const today = days?.days.at(-1);
		const texts = [
			filterText() === '' ? words.nobody : words.filters.nobody,
			...(today && today.opened + today.answered > 0
				? [fill(words.days.today, { opened: today.opened, replied: today.answered })]
				: []),
		];
		setText(element('nobody'), texts.join(' '));
	}

	/** Also what is chosen and is not there any more. */
	function showFilters() {
		const chosen = new URLSearchParams(filterText());
		let isAny = false;
		for (const name of FILTERS) {
			const list = element(name);
			const value = chosen.get(name) ?? '';
			const known = [board, days].flatMap((data) => data?.choices[`${name}s`] ?? []);
			const names = [...new Set([...known, ...(value ? [value] : [])])].sort((one, other) =>
				one.localeCompare(other),
			);
			isAny ||= names.length > 1 || value !== '';
			list.parentElement.hidden = names.length === 0;
			const left = Math.max(0, ...[board, days].map((data) => data?.choices.left[name] ?? 0));
			const drawn = JSON.stringify([names, left]);
			if (list.dataset.drawn !== drawn) {
				list.dataset.drawn = drawn;
				list.replaceChildren();
				for (const each of ['', ...names]) {
					const option = make('option', '', list);
					option.value = each;
					option.textContent = each || words.filters.all[name];
				}
				if (left > 0) {
					const more = make('option', '', list);
					more.disabled = true;
					more.textContent = fill(words.filters.left, { count: left });
				}
			}
			if (list.value !== value) list.value = value;
		}
		element('filters').hidden = !isAny;
		element('unfiltered').hidden = chosen.size === 0;
		element('unfiltered-plots').hidden = chosen.size > 0;
	}

	function choose() {
		const filter = new URLSearchParams();
		for (const name of FILTERS) if (element(name).value) filter.set(name, element(name).value);
		location.hash = String(filter);
	}

	function showExpected() {
		element('expected').replaceChildren(
			...board.expected.map((data) => {
				const item = document.createElement('li');
				setWho(make('span', 'who', item), data);
				make('div', 'facts', item);
				return item;
			}),
		);
		element('expected-section').hidden = board.expected.length === 0;
		const more = board.isExpectedCutOff ? '+' : '';
		setText(element('expected-count'), `${board.expected.length}${more}`);
	}

	function showNotices() {
		const notices = [
			...board.chatProblems.map((why) => fill(words.chatProblem, { why })),
			...board.uncoveredYears.map((year) => fill(words.uncovered, { year })),
			...board.unreadSince.map((time) =>
				time === null ? words.unread.never : fill(words.unread.since, { time: clockText(time) }),
			),
			...board.nobodyOnDuty.map((where) => fill(words.nobodyOnDuty, where)),
		];
		setText(element('notices'), notices.join('\n'));
	}

	function choice(label, options, parent) {
		const list = make('select', '', parent);
		list.setAttribute('aria-label', label);
		for (const [value, text] of options) {
			const option = make('option', '', list);
			option.value = value;
			option.textContent = text;
		}
		return list;
	}

	async function changeRoster(change, done, button) {
		button.disabled = true;
		try {
			const name = element('name')?.value ?? '';
			const response = await fetch(dataUrl, {
				method: 'POST',
				body: new URLSearchParams({ ...change, name }),
				credentials: 'omit',
			});
			const { result } = await response.json();
			if (result === 'done') say(done());
			else say(result === 'over' ? words.duty.failed : words.failed[result]);
		} catch {
			say(words.failed.offline);
		}
		button.disabled = false;
		await load();
	}

	function dutyActions({ roster, people }, { layer, override }, item) {
		const actions = make('div', 'actions', item);
		const person = choice(
			`${words.duty.person}: ${layer}`,
			people.map((name) => [name, name]),
			actions,
		);
		const hours = choice(`${words.duty.time}: ${layer}`, words.standInTimes, actions);
		const add = (action, more, said) => {
			const button = make('button', '', actions);
			button.type = 'button';
			button.textContent = words.duty[action];
			button.setAttribute('aria-label', `${words.duty[action]}: ${layer}`);
			const done = () => fill(words.duty.done[action], { layer, ...said() });
			button.addEventListener('click', () =>
				changeRoster({ action, roster, layer, ...more() }, done, button),
			);
		};
		add(
			'standIn',
			() => ({ person: person.value, hours: hours.value }),
			() => ({ who: person.value, time: hours.selectedOptions[0].textContent }),
		);
		const nothing = () => ({});
		if (override) add('endStandIn', nothing, nothing);
	}

	function showOnDuty() {
		const list = element('on-duty');
		// Whoever is choosing is not disturbed by what stays as it is.
		const drawn = JSON.stringify([board.rosters, new Date().toDateString()]);
		if (list.dataset.drawn === drawn) return;
		list.dataset.drawn = drawn;
		const isWithin = list.contains(document.activeElement);
		list.replaceChildren();
		for (const roster of board.rosters) {
			for (const each of roster.layers) {
				const item = make('li', '', list);
				make('span', 'who', item).textContent = each.onDuty.join(', ') || words.duty.nobody;
				make('span', 'time', item).textContent =
					board.rosters.length > 1 ? `${each.layer} (${roster.roster})` : each.layer;
				const { by } = each.override ?? {};
				const { override, calendar } = words.duty;
				const { calendarReadAt: readAt } = each;
				const facts = [
					...(each.until ? [fill(words.duty.until, { time: clockText(each.until) })] : []),
					...(each.override ? [by ? fill(override.by, { who: by }) : override.unknown] : []),
					...(readAt ? [fill(calendar.since, { time: clockText(readAt) })] : []),
					...(readAt === null ? [calendar.never] : []),
				];
				make('div', 'facts', item).textContent = facts.join(' · ');
				if (board.mayChangeRosters && roster.people.length > 0) dutyActions(roster, each, item);
			}
		}
		element('duty').hidden = list.children.length === 0;
		if (isWithin) element('duty-heading').focus();
	}

	function muteText({ what, until, nextAt, by, reason }) {
		const { next, never } = words.mutes;
		const text = until !== null ? words.mutes[by ? 'by' : 'unknown'] : nextAt ? next : never;
		const said = fill(text, { what, who: by, time: clockText(until ?? nextAt ?? 0) });
		return reason ? fill(words.aside, { text: said, aside: reason }) : said;
	}

	/** Of one by a calendar: when it holds again, and how well that is known. */
	function muteFacts({ until, nextAt, calendar }) {
		if (!calendar) return '';
		const { readAt } = calendar;
		const { since, never } = words.duty.calendar;
		return [
			...(until !== null && nextAt ? [fill(words.mutes.again, { time: clockText(nextAt) })] : []),
			readAt === null ? never : fill(since, { time: clockText(readAt) }),
		].join(' · ');
	}

	/** What is muted, also where nobody waits. */
	function showMutes() {
		const target = element('mutes');
		const drawn = JSON.stringify(board.mutes);
		if (target.dataset.drawn === drawn) return;
		target.dataset.drawn = drawn;
		target.replaceChildren(
			...board.mutes.map((mute) => {
				const item = document.createElement('li');
				const text = make('span', 'text', item);
				text.textContent = muteText(mute);
				item.classList.toggle('held', mute.until === null);
				const facts = muteFacts(mute);
				if (facts) make('div', 'facts', item).textContent = facts;
				const why = mute.calendar?.problem;
				if (why) make('div', 'trouble', item).textContent = fill(words.mutes.unread, { why });
				if (board.mayChange) {
					const button = make('button', '', make('div', 'actions', item));
					button.type = 'button';
					setText(button, words.actions.unmute);
					button.setAttribute('aria-label', `${words.actions.unmute}: ${mute.what}`);
					button.addEventListener('click', () => press(mute.id, 'unmute', button));
				}
				return item;
			}),
		);
	}

	function showEnded() {
		element('ended').parentElement.hidden = board.ended.length === 0;
		element('ended').replaceChildren(
			...board.ended.map((data) => {
				const item = document.createElement('li');
				item.className = data.state;
				setWho(make('span', 'who', item), data);
				make('span', 'time', item).textContent = clockText(data.endedAt);
				const time = durationText(data.waited);
				const ending = words.states[data.isSilence ? 'silence' : data.state];
				make('div', 'facts', item).textContent = [
					...(data.project ? [data.project] : []),
					fill(ending[data.by ? 'by' : 'unknown'], { who: data.by, time }),
					remindedText(data.reminderCount, null),
					...targetFacts(data),
				].join(' · ');
				return item;
			}),
		);
	}

	const SVG = 'http://www.w3.org/2000/svg';

	function draw(tag, attributes, parent, text) {
		const made = document.createElementNS(SVG, tag);
		for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
		if (text !== undefined) made.textContent = text;
		parent.append(made);
		return made;
	}

	/** Bars with a label below some and the count above each. */
	function plot(id, summary, bars) {
		const target = element(id);
		const drawn = JSON.stringify([summary, bars]);
		setText(element(`${id}-summary`), summary);
		if (target.dataset.drawn === drawn) return;
		target.dataset.drawn = drawn;
		target.hidden = bars.every(({ count }) => count === 0);
		const [width, height, top, bottom] = [360, 150, 16, 20];
		const svg = document.createElementNS(SVG, 'svg');
		svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
		svg.setAttribute('role', 'img');
		svg.setAttribute('aria-label', bars.map(({ name, count }) => `${name}: ${count}`).join(', '));
		const most = Math.max(1, ...bars.map(({ count }) => count));
		const step = width / bars.length;
		const floor = height - bottom;
		// So that large numbers stand beside each other: a digit is about 0.65 as wide as high.
		const fontSize = Math.min(10, step / (String(most).length * 0.65));
		draw('line', { x1: 0, x2: width, y1: floor, y2: floor }, svg);
		bars.forEach(({ name, label, count }, index) => {
			const size = ((floor - top) * count) / most;
			const bar = {
				x: index * step + step * 0.15,
				y: floor - size,
				width: step * 0.7,
				height: size,
			};
			const rect = draw('rect', { ...bar, rx: 2 }, svg);
			draw('title', {}, rect, `${name}: ${count}`);
			const middle = index * step + step / 2;
			if (count > 0) {
				const text = draw('text', { x: middle, y: floor - size - 4 }, svg, String(count));
				text.style.fontSize = `${fontSize}px`;
			}
			if (label) draw('text', { x: middle, y: height - 5 }, svg, label);
		});
		target.replaceChildren(svg);
	}

	function showReplyTimes() {
		const { replies } = days;
		plot(
			'replies',
			replies.count === 0
				? words.noReplies
				: fill(words.median, { count: replies.count, time: durationText(replies.median) }),
			replies.buckets.map((count, index) => {
				const label = words.buckets[index];
				return { name: label, label, count };
			}),
		);
	}

	function showReminders() {
		const { reminders } = board;
		const sum = reminders.reduce((total, { count }) => total + count, 0);
		plot(
			'reminders',
			fill(words.reminderSum, { count: sum }),
			reminders.map(({ hour, count }, index) => {
				const name = clockText(hour);
				const begins = String(new Date(hour).getHours()).padStart(2, '0');
				return { name, label: index % 3 === 2 ? begins : '', count };
			}),
		);
	}

	const COUNTS = ['opened', 'answered', 'exhausted', 'otherwise'];
	/** Of a scale on which each step is some times the one before, in seconds. */
	const TICKS = [1, 10, 60, 300, 900, 3_600, 14_400, 86_400, 604_800, 31_536_000];
	const PLOT = { width: 420, height: 170, left: 40, right: 4, top: 14, bottom: 20 };

	const secondsText = (seconds) => (seconds === null ? '–' : durationText(seconds * 1_000));
	/** Noon: so that no change of the clocks makes another day of it. */
	const dayText = (date, options) =>
		new Intl.DateTimeFormat(document.documentElement.lang, options).format(
			new Date(`${date}T12:00`),
		);
	const metText = ({ met, targets }) =>
		targets === 0 ? '–' : fill(words.days.metOf, { met, count: targets });

	function sumsOf(all) {
		const { met } = words.days;
		const aside = secondsText(all.target);
		return [
			...COUNTS.map((name) => [name, words.days[name], all[name]]),
			['firstReply', words.days.firstReply, secondsText(all.firstReply)],
			...(all.targets === 0
				? []
				: [
						[
							'target',
							all.target === null ? met : fill(words.aside, { text: met, aside }),
							`${Math.floor((all.met / all.targets) * 100)}%`,
						],
					]),
		];
	}

	function showSums(all) {
		element('sums').replaceChildren(
			...sumsOf(all).map(([name, label, value]) => {
				const item = document.createElement('div');
				item.className = name;
				make('dt', '', item).textContent = label;
				make('dd', '', item).textContent = value;
				return item;
			}),
		);
	}

	/** An empty plot of the last days, with lines at some values; `at` says where a value is. */
	function dayPlot(id, label, ticks, at) {
		const { width, height, left, right, top, bottom } = PLOT;
		const svg = document.createElementNS(SVG, 'svg');
		svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
		svg.setAttribute('role', 'img');
		svg.setAttribute('aria-label', label);
		const step = (width - left - right) / days.days.length;
		const y = (value) => height - bottom - at(value) * (height - bottom - top);
		for (const [value, text] of ticks) {
			draw('line', { x1: left, x2: width - right, y1: y(value), y2: y(value) }, svg);
			draw('text', { class: 'tick', x: left - 5, y: y(value) + 3 }, svg, text);
		}
		const columns = days.days.map((day, index) => {
			const x = left + index * step;
			const column = draw('g', {}, svg);
			draw(
				'rect',
				{ class: 'back', x, y: top, width: step, height: height - top - bottom },
				column,
			);
			if ((days.days.length - 1 - index) % 3 === 0) {
				const text = dayText(day.date, { month: 'numeric', day: 'numeric' });
				draw('text', { x: x + step / 2, y: height - 6 }, column, text);
			}
			return { day, x, step, column };
		});
		element(id).replaceChildren(svg);
		return { svg, y, columns };
	}

	function showDayCounts(all) {
		const ended = ({ answered, exhausted, otherwise }) => answered + exhausted + otherwise;
		const most = Math.max(1, ...days.days.flatMap((day) => [day.opened, ended(day)]));
		const size = most <= 4 ? most : Math.ceil(most / 4) * 4;
		const ticks = size <= 4 ? [0, size] : [0, size / 2, size];
		const label = [words.days.counts, ...sumsOf(all).slice(0, COUNTS.length)]
			.map((each) => (Array.isArray(each) ? `${each[1]}: ${each[2]}` : each))
			.join('; ');
		const at = (value) => value / size;
		const { y, columns } = dayPlot(
			'day-counts',
			label,
			ticks.map((each) => [each, each]),
			at,
		);
		for (const { day, x, step, column } of columns) {
			const counted = COUNTS.map((name) => `${words.days[name]}: ${day[name]}`);
			const text = [dayText(day.date, { dateStyle: 'medium' }), ...counted].join('\n');
			draw('title', {}, column, text);
			const bar = (name, place, from, to) =>
				draw(
					'rect',
					{
						class: name,
						x: x + step * place,
						width: step * 0.36,
						y: y(to),
						height: y(from) - y(to),
					},
					column,
				);
			if (day.opened > 0) bar('opened', 0.12, 0, day.opened);
			let from = 0;
			for (const name of COUNTS.slice(1)) {
				if (day[name] > 0) bar(name, 0.52, from, from + day[name]);
				from += day[name];
			}
		}
	}

	/** Times differ by orders of magnitude: from one line to the next it is some times as long. */
	function showDayTimes(all) {
		const values = days.days.flatMap(({ firstReply, target }) => [firstReply, target]);
		const known = values.filter((value) => value !== null).map((value) => Math.max(1, value));
		element('day-times').parentElement.hidden = known.length === 0;
		if (known.length === 0) return;
		const first = Math.max(
			0,
			TICKS.findLastIndex((tick) => tick <= Math.min(...known)),
		);
		const beyond = TICKS.findIndex((tick) => tick > Math.max(...known));
		const last = beyond === -1 ? TICKS.length - 1 : beyond;
		const [low, high] = [TICKS[first], TICKS[last]].map(Math.log);
		const at = (value) =>
			(Math.log(Math.min(Math.max(value, TICKS[first]), TICKS[last])) - low) / (high - low);
		const ticks = TICKS.slice(first, last + 1).map((tick) => [tick, secondsText(tick)]);
		const label = [
			words.days.times,
			...sumsOf(all)
				.slice(COUNTS.length)
				.map(([, name, value]) => `${name}: ${value}`),
		].join('; ');
		const { svg, y, columns } = dayPlot('day-times', label, ticks, at);
		let before;
		for (const { day, x, step, column } of columns) {
			const { firstReply, target } = day;
			// Also through days without a reply.
			const limit = target ?? all.target;
			const text = [
				dayText(day.date, { dateStyle: 'medium' }),
				`${words.days.firstReply}: ${secondsText(firstReply)}`,
				`${words.days.target}: ${secondsText(target)}`,
				`${words.days.met}: ${metText(day)}`,
			].join('\n');
			draw('title', {}, column, text);
			if (limit !== null) {
				draw('line', { class: 'target', x1: x, x2: x + step, y1: y(limit), y2: y(limit) }, column);
			}
			if (firstReply === null) continue;
			const [cx, cy] = [x + step / 2, y(firstReply)];
			if (before)
				draw('line', { class: 'median', x1: before[0], y1: before[1], x2: cx, y2: cy }, svg);
			before = [cx, cy];
			const isLate = target !== null && firstReply > target;
			draw('circle', { class: isLate ? 'median late' : 'median', cx, cy, r: 4 }, column);
		}
	}

	/** The same numbers, for whoever does not see charts; the last day first. */
	function showDayTable() {
		const names = ['day', ...COUNTS, 'firstReply', 'target', 'met'];
		const head = document.createElement('tr');
		for (const name of names) {
			const cell = make('th', '', head);
			cell.scope = 'col';
			cell.textContent = words.days[name];
		}
		element('day-columns').replaceChildren(head);
		element('day-rows').replaceChildren(
			...days.days.toReversed().map((day) => {
				const row = document.createElement('tr');
				const first = make('th', '', row);
				first.scope = 'row';
				first.textContent = dayText(day.date, { weekday: 'short', month: 'short', day: 'numeric' });
				const times = [secondsText(day.firstReply), secondsText(day.target), metText(day)];
				for (const text of [...COUNTS.map((name) => day[name]), ...times]) {
					make('td', '', row).textContent = text;
				}
				return row;
			}),
		);
	}

	function showDays() {
		const { all } = days;
		element('days').hidden = false;
		const isEmpty = COUNTS.every((name) => all[name] === 0);
		element('no-days').hidden = !isEmpty;
		element('days-content').hidden = isEmpty;
		const drawn = JSON.stringify(days);
		if (isEmpty || element('days').dataset.drawn === drawn) return;
		element('days').dataset.drawn = drawn;
		showSums(all);
		showDayCounts(all);
		showDayTimes(all);
		showDayTable();
	}

	let daysTimer;

	/** They change slowly, unless somebody presses. */
	async function loadDays() {
		clearTimeout(daysTimer);
		const filter = filterText();
		const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
		const asked = new URLSearchParams({ data: 'days', zone });
		try {
			const response = await fetch(`${pageUrl}&${asked}&${filter}`, {
				cache: 'no-store',
				credentials: 'omit',
			});
			// That the board cannot be had, `load` says.
			if (response.ok && filter === filterText()) {
				days = await response.json();
				showDays();
				showReplyTimes();
				if (board) {
					showFilters();
					showNobody();
				}
			}
		} catch {}
		if (filter === filterText()) daysTimer = setTimeout(loadDays, EVERY_DAYS);
	}

	async function load() {
		clearTimeout(timer);
		const filter = filterText();
		try {
			const response = await fetch(`${dataUrl}&${filter}`, {
				cache: 'no-store',
				credentials: 'omit',
			});
			if (response.status === 403 || response.status === 410) {
				location.reload();
				return;
			}
			if (!response.ok) throw new Error(String(response.status));
			const found = await response.json();
			// Meanwhile somebody wants to see something else.
			if (filter !== filterText()) return;
			board = found;
			ahead = board.now - Date.now();
			showFilters();
			showWaiting();
			showExpected();
			showNotices();
			showOnDuty();
			showMutes();
			showEnded();
			showReminders();
			tick();
			if (element('status').textContent === words.failed.offline) say('');
		} catch {
			say(words.failed.offline);
		}
		timer = setTimeout(load, document.hidden ? 12 * EVERY : EVERY);
	}

	element('waiting-heading').tabIndex = -1;
	document.addEventListener('visibilitychange', () => {
		if (!document.hidden) load();
	});
	for (const name of FILTERS) element(name).addEventListener('change', choose);
	window.addEventListener('hashchange', () => {
		load();
		loadDays();
	});
	setInterval(tick, 1_000);
	load();
	loadDays();
})();
