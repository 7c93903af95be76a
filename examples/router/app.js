// A petition in an app without a framework: each route fills <main> anew.

const petition = (lang) => {
  const element = document.createElement("undersigned-petition");
  element.setAttribute("campaign", "welcome-refugees");
  element.setAttribute("partner", "refugee-council");
  element.lang = lang;
  return element;
};

const routes = {
  "#sign": () => petition("en"),
  "#signer": () => petition("fr"),
};

const follow = () => {
  const view = routes[location.hash]?.() ?? "Welcome";
  document.querySelector("main").replaceChildren(view);
};

addEventListener("hashchange", follow);
follow();
