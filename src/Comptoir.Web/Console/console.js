// Passkeys: fetches options with a challenge, lets the browser ask the authenticator, and sends its answer with the form.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const kind = form.dataset.passkey;
  const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;
  if (!able) continue;
  form.hidden = false;
  const failed = form.querySelector('[data-failed]');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    failed.hidden = true;
    try {
      const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error('no options: ' + answer.status);
      const { token, options } = await answer.json();
      const credential = kind === 'get'
        ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
        : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
      form.elements.token.value = token;
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      // cancelled, timed out, or no such passkey here: the person can try again
      failed.hidden = false;
      button.disabled = false;
    }
  });
}
