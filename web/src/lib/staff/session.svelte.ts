/**
 * Who is signed in. The access token lives in this page only; the refresh token is a cookie that scripts cannot read and that
 * all tabs share: it is good once, so they renew it one after the other.
 */
import { ask, makeApi, type Schemas } from '#lib/api/client.ts';
import { Failure } from '#lib/api/failure.ts';
import { keep, kept } from '#lib/keep.ts';
import { Waiting } from './waiting.ts';

type Account = Schemas['Account'];

/** Whether this browser was signed in, so that others are not asked for a cookie that they never had; it tells the other tabs, too. */
const HINT = 'signed-in';

const alone = <T>(act: () => Promise<T>): Promise<T> => (navigator.locks ? navigator.locks.request('session', act) : act());
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
/** A wrong password is 401 too; only who comes without a session that lasts is told how to show one. */
const isRefused = (answer: Response) => answer.status === 401 && answer.headers.has('www-authenticate');

export class Session {
  who = $state.raw<Account | null>(null);
  /** The session ended while somebody was at work: they sign in again in place. */
  ended = $state(false);
  /** Something that they wrote waits for it. */
  asking = $state(false);
  /** Why it is not known who is signed in, or why they are still. */
  failure = $state.raw<Failure | null>(null);
  #token: string | null = null;
  #renewing: Promise<boolean> | null = null;
  readonly #waiting = new Waiting();

  /** The API with the token, for what somebody presses. */
  readonly api = this.#client(true);

  /** The same for what a timer sends, or typing: whoever types is not to find a dialog under their fingers. */
  readonly quiet = this.#client(false);

  /** Before what is too big to be sent twice: the session lasts, or somebody signs in again first. */
  async lasts(pressed: boolean): Promise<void> {
    await ask(this.#client(pressed, 'POST').GET('/api/v1/auth/me'));
  }

  /** What requests say of themselves that `fetch` cannot make. */
  get bearer(): string {
    return `Bearer ${this.#token}`;
  }

  /** Goes on with the session that this browser has, if it has one. */
  async restore(): Promise<boolean> {
    try {
      this.failure = null;
      return await this.#renew();
    } catch (thrown) {
      this.failure = Failure.of(thrown);
      return false;
    }
  }

  async signIn(email: string, password: string, code?: string): Promise<void> {
    const body = { email, password, session: 'cookie' as const, ...(code && { code }) };
    const { access_token } = await alone(() => ask(makeApi().POST('/api/v1/auth/login', { body })));
    const who = await this.#whose(access_token);
    this.#enter(access_token, who);
    keep(HINT, who.id);
  }

  /** The own account as it is now. */
  async reread(): Promise<void> {
    this.who = await ask(this.api.GET('/api/v1/auth/me'));
  }

  /** Who does not sign in now keeps what they wrote; it is not sent. */
  decline(): void {
    this.asking = false;
    this.#waiting.over(false, 'writes');
  }

  async signOut(): Promise<void> {
    this.failure = null;
    try {
      if (this.#token) await ask(makeApi().POST('/api/v1/auth/logout', { headers: bearing(this.#token) }));
    } catch (thrown) {
      const failure = Failure.of(thrown);
      if (failure.status !== 401) { this.failure = failure; return; }
    }
    keep(HINT, null);
    this.#token = this.who = null;
    this.ended = this.asking = false;
    this.#waiting.over(false);
  }

  /** Heeds other tabs, and lets requests wait, as long as there is a place in the page to sign in again. */
  attend(): () => void {
    const heed = (event: StorageEvent) => {
      if (event.key !== HINT) return;
      if (event.newValue === null) this.#end();
      else if (this.ended || !this.who) void this.restore();
    };
    addEventListener('storage', heed);
    this.#waiting.open();
    return () => {
      removeEventListener('storage', heed);
      this.#waiting.close();
    };
  }

  /** `what` it waits as, if not by its method and address. */
  #client(pressed: boolean, what?: string) {
    return makeApi((input, init) => {
      const request = new Request(input, init);
      return this.#send(request, what ?? `${request.method} ${request.url}`, pressed);
    });
  }

  /**
   * Sends with the token. A refused one is renewed once; where the session is over the request waits until somebody has signed
   * in again, and is repeated. They are asked at once for what they pressed, unless it only reads.
   */
  async #send(request: Request, what: string, pressed: boolean): Promise<Response> {
    const token = this.#token;
    const answer = await this.#attempt(request);
    if (!isRefused(answer)) return answer;
    const isRenewed = this.#token !== null && this.#token !== token;
    if (isRenewed || (await this.#renew())) return this.#attempt(request);
    const again = this.#waiting.until(what, pressed);
    this.asking ||= this.#waiting.isPressed;
    return (await again) ? this.#attempt(request) : answer;
  }

  #attempt(request: Request): Promise<Response> {
    const copy = request.clone();
    if (this.#token) copy.headers.set('authorization', `Bearer ${this.#token}`);
    return fetch(copy);
  }

  /** @throws Failure if the server cannot be asked */
  #renew(): Promise<boolean> {
    return (this.#renewing ??= this.#refresh().finally(() => (this.#renewing = null)));
  }

  async #refresh(): Promise<boolean> {
    if (kept(HINT) === null) return this.#end();
    try {
      // The next cookie must arrive even if the page is left meanwhile: the old one is spent.
      const { access_token } = await alone(() => ask(makeApi().POST('/api/v1/auth/refresh', { body: {}, keepalive: true })));
      const who = await this.#whose(access_token);
      // Somebody else signed in in another tab. Nobody acts in their name because of it.
      if (this.who && this.who.id !== who.id) return this.#end();
      this.#enter(access_token, who);
      return true;
    } catch (thrown) {
      if (Failure.of(thrown).status !== 401) throw thrown;
      keep(HINT, null);
      return this.#end();
    }
  }

  #whose(token: string): Promise<Account> {
    return ask(makeApi().GET('/api/v1/auth/me', { headers: bearing(token) }));
  }

  #enter(token: string, who: Account): void {
    const same = this.who === null || this.who.id === who.id;
    this.#token = token;
    this.who = who;
    this.ended = this.asking = false;
    this.failure = null;
    this.#waiting.over(same);
  }

  #end(): false {
    this.#token = null;
    this.ended = this.who !== null;
    return false;
  }
}
