// A petition in a React app: the element is used as any other, and follows its
// attributes when the route changes.

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

const readRoute = () => location.hash.slice(1) || "home";

function Petition({ lang }) {
  return <undersigned-petition campaign="welcome-refugees" partner="refugee-council" lang={lang} />;
}

function App() {
  const [route, setRoute] = useState(readRoute);
  useEffect(() => {
    const follow = () => setRoute(readRoute());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return (
    <>
      <nav>
        <a href="#home">Home</a> <a href="#sign">Sign</a> <a href="#signer">Signer</a>
      </nav>
      <main>{route === "home" ? <h1>Welcome</h1> : <Petition lang={route === "signer" ? "fr" : "en"} />}</main>
    </>
  );
}

createRoot(document.querySelector("#app")).render(<App />);
