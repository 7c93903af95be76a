(()=>{var $=/\/embed\/([a-z0-9-]+)\/([a-z0-9-]+)\.js(?=$|\?)/,T=/\/assets\/embed\.[0-9a-f]{16}\.js$/,R=/^(|module|(text|application)\/(java|ecma)script)$/i,w=(n,e,t)=>[...U(n),..._(n),...C(e,t)],y=({value:n})=>new URL(n,document.baseURI),D=n=>{for(let e of n.attributes){let t=e.name!=="src"||!R.test(n.type),[o,s,i]=$.exec(e.value)??[];if(o)return{edge:y(e).origin,campaign:s,partner:i,isHeld:t};if(T.test(e.value)){let{campaign:r,partner:c}=n.dataset;return{edge:y(e).origin,campaign:r,partner:c,isHeld:t}}}},M=n=>Array.from(document.querySelectorAll("undersigned-petition[campaign]"),e=>({edge:n,campaign:e.getAttribute("campaign"),partner:e.getAttribute("partner")})),U=({edge:n,campaign:e,partner:t})=>{let o=[...Array.from(document.querySelectorAll("script"),D).filter(Boolean),...M(n)];if(!o.length)return[{kind:"bad",key:"check-tag-none"}];let s=`${n}/embed/${e}/${t}.js`,i=o.map(({isHeld:c,...d})=>[`${d.edge}/embed/${d.campaign}/${d.partner}.js`,!!c]);return[...new Map(i.map(c=>[`${c}`,c])).values()].map(([c,d])=>c!==s?{kind:"bad",key:"check-tag-wrong",values:{found:c,wanted:s}}:d?{kind:"note",key:"check-tag-held",values:{found:c}}:{kind:"good",key:"check-tag-good"})},P=n=>{let e=window[n];return typeof e=="function"||e&&typeof e=="object"&&!(e instanceof Node||e instanceof HTMLCollection)},_=({recorders:n})=>{let e=Array.from(document.scripts,({src:r})=>r),t=performance.getEntriesByType("resource").map(({name:r})=>r),o=[...e,...t].filter(r=>/^https?:/.test(r)).map(r=>new URL(r).hostname),s=r=>o.some(c=>c===r||c.endsWith(`.${r}`)),i=n.filter(r=>r.hosts.some(s)||r.globals.some(P));return i.length?i.map(({name:r})=>({kind:"bad",key:"check-recorder",values:{name:r},todo:"check-recorder-todo"})):[{kind:"good",key:"check-recorder-none"}]},C=(n,e)=>{let t=[];return location.protocol==="http:"&&!isSecureContext&&t.push({kind:"bad",key:"check-http"}),self.origin==="null"&&t.push({kind:"bad",key:"check-opaque"}),O(n)||t.push({kind:"bad",key:"check-forms"}),window.top!==window&&t.push({kind:"note",key:"check-framed"}),e||t.push({kind:"note",key:"check-current"}),t},O=n=>{let e=!1,t=document.createElement("form");return t.onsubmit=o=>{o.preventDefault(),e=!0},n.append(t),t.requestSubmit?.(),t.remove(),e||!t.requestSubmit};var x=`:host {
  all: initial;
  position: fixed;
  z-index: 2147483647;
  inset-block-end: 1rem;
  inset-inline: 1rem;
  max-width: 34rem;
  margin-inline-start: auto;
  color-scheme: light dark;
}

* {
  box-sizing: border-box;
}

section {
  max-height: min(80vh, 44rem);
  padding: 1rem 1.25rem;
  border: 1px solid light-dark(#b9c2be, #4a5651);
  border-radius: 0.6rem;
  background: light-dark(#fff, #1b211f);
  box-shadow: 0 0.5rem 2rem #0005;
  color: light-dark(#1c2321, #e9eeeb);
  font: 16px/1.5 system-ui, sans-serif;
  overflow: auto;
  overflow-wrap: anywhere;
}

h2 {
  margin: 0;
  color: light-dark(#0d6956, #62c6ac);
  font-size: 1rem;
}

.status {
  margin: 0 0 0.75rem;
  font-size: 1.15rem;
  font-weight: 700;
}

ul {
  margin: 0;
  padding: 0;
  list-style: none;
}

li {
  margin-bottom: 0.6rem;
  padding-inline-start: 0.75rem;
  border-inline-start: 4px solid light-dark(#0d6956, #62c6ac);
}

li[data-kind="bad"] {
  border-color: light-dark(#a1271b, #ff9d8f);
}

li[data-kind="note"] {
  border-color: light-dark(#8a6100, #e8b94a);
}

.change {
  display: block;
  font-weight: 600;
}

code {
  font: 0.875em/1.4 ui-monospace, monospace;
}

.quiet {
  margin: 0.75rem 0;
  color: light-dark(#55605c, #a5b1ac);
  font-size: 0.9rem;
}

.buttons {
  display: flex;
  gap: 0.75rem;
  margin: 0;
}

button {
  min-height: 44px;
  padding: 0 1rem;
  border: 1px solid currentcolor;
  border-radius: 0.4rem;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}

button:disabled {
  opacity: 0.6;
}

:focus-visible {
  outline: 3px solid light-dark(#0d6956, #62c6ac);
  outline-offset: 2px;
}
`;var j=["bad","note","good"],G={bad:"check-state-bad",note:"check-state-note",good:"check-state-good"},a=(n,e={},...t)=>{let o=Object.assign(document.createElement(n),e);return o.append(...t),o},u=class{constructor(e,t){this.messages=e.messages,this.examine=t,this.host=a("undersigned-doctor");let o=this.host.attachShadow({mode:"open"}),s=new CSSStyleSheet;s.replaceSync(x),o.adoptedStyleSheets=[s],this.status=a("p",{className:"status",role:"status"}),this.list=a("ul"),this.again=a("button",{type:"button",onclick:()=>this.fill()},this.text("check-again"));let i=a("button",{type:"button",onclick:()=>this.host.remove()},this.text("check-close"));this.box=a("section",{lang:e.language,dir:e.direction,ariaLabel:e.title}),this.box.append(a("h2",{},e.title),this.status,this.list,a("p",{className:"quiet"},this.text("check-remove")),a("p",{className:"buttons"},this.again,i)),o.append(this.box)}show(){return(document.body??document.documentElement).append(this.host),this.fill()}async fill(){this.again.disabled=!0,this.status.textContent=this.text("check-running");let e=await this.examine(this.box),t=e.filter(({kind:s})=>s==="bad").length;this.status.textContent=t?this.text("check-todo",{number:t}):this.text("check-done"),this.status.dataset.kind=t?"bad":"good";let o=j.flatMap(s=>e.filter(i=>i.kind===s));this.list.replaceChildren(...o.map(s=>this.line(s))),this.again.disabled=!1}line({kind:e,key:t,values:o,add:s,todo:i}){let r=a("li",{},a("b",{},this.text(G[e]))," ",...this.isolated(t,o));return r.dataset.kind=e,r.dataset.check=t,s&&r.append(" ",a("span",{className:"change"},...this.added(s))),i&&r.append(" ",a("span",{className:"change"},this.text(i))),r}added([e,t]){return this.isolated("check-add",{directive:e,value:t})}isolated(e,t={}){return(this.messages[e]??e).split(/{(\w+)}/).map((s,i)=>i%2?a("code",{dir:"ltr"},t[s]):s)}text(e,t={}){return(this.messages[e]??e).replace(/{(\w+)}/g,(o,s)=>t[s]??o)}};var S=()=>{try{return new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,5,1,96,0,1,123,3,2,1,0,10,10,1,8,0,65,0,253,15,253,98,11]))}catch{}};var k=8e3,E=100,L=n=>new Promise(e=>setTimeout(e,n)),N=async(n,e)=>{let{edge:t,live:o}=n,s=new Set,i=({disposition:h,effectiveDirective:p,blockedURI:l})=>{[t,o].some(b=>l&&(b.startsWith(l)||l.startsWith(b)))&&h==="enforce"&&s.add(`${p} ${new URL(l).protocol}`)};document.addEventListener("securitypolicyviolation",i);let[r,c,d]=await Promise.all([W(n),H(o),Y(t,e)]);await L(E),document.removeEventListener("securitypolicyviolation",i);let m=(h,p)=>s.has(`${h} ${new URL(p).protocol}`),g=F();return[{kind:"good",key:"check-script-good",values:{edge:t}},q(t,r,m("connect-src",t)),z(r),B(o,c,m("connect-src",o)),g,J(t,d&&!m("frame-src",t),g.kind==="good"),K(e)].filter(Boolean)},W=async({edge:n,campaign:e,partner:t,language:o})=>{try{return{status:(await fetch(`${n}/v1/campaigns/${e}/sessions`,{method:"POST",headers:{"Content-Type":"application/json"},body:JSON.stringify({partner:t,language:o}),credentials:"omit",signal:AbortSignal.timeout?.(k)})).status}}catch{}},q=(n,e,t)=>{let o={edge:n};return e?{kind:"good",key:"check-connect-good",values:o}:t?{kind:"bad",key:"check-connect-bad",values:o,add:["connect-src",n]}:{kind:"bad",key:"check-connect-cut",values:o}},z=n=>{let e={origin:self.origin};return n?.status===200?{kind:"good",key:"check-origin-good",values:e}:n?.status===403?{kind:"bad",key:"check-origin-bad",values:e}:{kind:"note",key:"check-origin-unknown",values:e}},H=n=>new Promise(e=>{try{let t=new WebSocket(n),o=s=>{e(s),t.close()};t.onopen=()=>o(!0),t.onerror=()=>o(!1),setTimeout(o,k,!1)}catch{e(!1)}}),B=(n,e,t)=>e?{kind:"good",key:"check-socket-good"}:t?{kind:"note",key:"check-socket-bad",add:["connect-src",new URL(n).origin]}:{kind:"note",key:"check-socket-cut"},F=()=>S()?{kind:"good",key:"check-wasm-good"}:window.WebAssembly?{kind:"bad",key:"check-wasm-bad",add:["script-src","'wasm-unsafe-eval'"]}:{kind:"bad",key:"check-wasm-none"},Y=(n,e)=>new Promise(t=>{let o=document.createElement("iframe"),s=i=>{t(i),o.remove()};o.hidden=!0,o.onload=()=>L(E).then(()=>s(!0)),setTimeout(s,k,!1),o.src=`${n}/healthz`,e.append(o)}),J=(n,e,t)=>e?{kind:"good",key:"check-frame-good"}:t?{kind:"note",key:"check-frame-spare",values:{edge:n}}:{kind:"bad",key:"check-frame-bad",values:{edge:n},add:["frame-src",n]},v=n=>{try{n()}catch{return!0}},K=n=>{let e=document.createElement("iframe");e.hidden=!0,n.append(e);let t=e.contentDocument?e.contentWindow:window,o=v(()=>t.document.createElement("p").innerHTML="<br>"),s=v(()=>t.trustedTypes?.createPolicy("undersigned",{})),i=window.trustedTypes?.defaultPolicy;return e.remove(),o?!s||i?{kind:"good",key:"check-types-good"}:{kind:"bad",key:"check-types-bad",add:["trusted-types","undersigned"]}:{kind:"good",key:"check-types-off"}};var f="__UNDERSIGNED_PAYLOAD__",Q=!!document.currentScript,V=async n=>{let e=await N(f,n);return[...w(f,n,Q),...e]},A=()=>{try{if(document.querySelector("undersigned-doctor"))return;new u(f,V).show()}catch{}};document.readyState==="complete"?A():window.addEventListener("load",A,{once:!0});})();
