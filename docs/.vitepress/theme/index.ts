import DefaultTheme from "vitepress/theme-without-fonts";
import "./casement.css";

export default DefaultTheme;
